/* A chat: header, messages, what is being written. */

import { Component } from '../../vendor/htm-preact.module.js';
import { html, Avatar, Icon, IconButton, copyText } from '../ui.js';
import { del, put } from '../api.js';
import { state, worldNow } from '../store.js';
import { dayName } from '../words.js';
import { Bubble } from './bubble.js';
import { chatIcon, faceOf, markRead, unread } from './chatlist.js';
import { Composer } from './composer.js';
import { Info } from './info.js';
import { MessageMenu } from './menu.js';
import { Receipt } from './payments.js';

const SHOWN = 80;
const NEAR_END_PX = 90;

export class Chat extends Component {
  constructor(props) {
    super(props);
    this.state = { busy: null, menu: null, reply: null, edit: null, info: false, receipt: null, shown: SHOWN, away: false };
    this.atEnd = true;
    this.on = {
      me: props.phone.person.id,
      press: (message, button, place) => this.press(message, button, place),
      menu: (message, x, y) => this.setState({ menu: { message, x, y } }),
      react: (message, emoji) => this.react(message, emoji),
      jump: (id) => this.jump(id),
      receipt: (message) => this.setState({ receipt: message }),
      follow: (url) => this.phone.follow(url, this.props.chat),
      say: (text) => this.phone.say(this.props.chat, { text }),
      copy: (text) => this.copy(text),
      words: (key) => this.phone.words(key),
    };
  }

  get phone() { return this.props.phone; }

  componentDidMount() { this.toEnd(); this.seen(); }
  componentDidUpdate(before) {
    const more = before.messages.length !== this.props.messages.length;
    const last = this.props.messages[this.props.messages.length - 1];
    const own = more && last && last.from && last.from.id === this.phone.person.id;
    if (this.atEnd || own) this.toEnd();
    this.seen();
  }
  seen() { markRead(this.phone, this.props.chat, this.props.messages); }
  toEnd() {
    const { box } = this;
    if (box) box.scrollTop = box.scrollHeight;
  }
  scrolled(box) {
    this.atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX;
    if (this.atEnd === this.state.away) this.setState({ away: !this.atEnd });
    if (box.scrollTop < 60 && this.state.shown < this.props.messages.length) {
      const from = box.scrollHeight - box.scrollTop;
      this.setState({ shown: this.state.shown + SHOWN }, () => { box.scrollTop = box.scrollHeight - from; });
    }
  }
  jump(id) {
    const line = this.box.querySelector(`[data-message="${id}"]`);
    if (!line) return;
    line.scrollIntoView({ block: 'center', behavior: 'smooth' });
    this.setState({ selected: id });
    setTimeout(() => this.setState({ selected: null }), 1200);
  }

  async press(message, button, place) {
    const { phone } = this;
    const { chat } = this.props;
    if (button.switch_inline_query_current_chat !== undefined) {
      this.composer.write(`@${chat.bot || state.world.bot.username} ${button.switch_inline_query_current_chat}`);
      return;
    }
    const chosen = button.switch_inline_query ?? (button.switch_inline_query_chosen_chat || {}).query;
    if (button.switch_inline_query !== undefined || button.switch_inline_query_chosen_chat) { await this.inlineElsewhere(chosen || ''); return; }
    if (this.state.busy) return;
    if (button.pay) { await phone.payFor(message.world.invoice.slug, chat); return; }
    this.setState({ busy: place });
    await phone.press(chat, message, button);
    this.setState({ busy: null });
  }
  async inlineElsewhere(query) {
    const { phone } = this;
    const target = await phone.pick({ title: phone.words('forward.to'), chats: phone.chats });
    if (!target) return;
    phone.draft = { key: target.key, text: `@${this.props.chat.bot || state.world.bot.username} ${query}` };
    phone.open(target.key);
    if (this.composer && target.key === this.props.chat.key) this.composer.write(phone.draft.text);
  }
  react(message, emoji) {
    const { phone } = this;
    const mine = (message.world.reactions || []).filter((each) => (each.who || []).includes(phone.person.id)).map((each) => each.emoji);
    const next = mine.includes(emoji) ? [] : [emoji];
    const path = `/chats/${this.props.chat.ref}/messages/${message.message_id}/reactions?as=${phone.who}`;
    phone.act(put(path, { emoji: next }), this.props.chat);
  }
  async copy(text) {
    this.phone.toast(this.phone.words((await copyText(text)) ? 'copied' : 'copied.not', { text }));
  }
  async chosen(what, message) {
    const { phone } = this;
    const { chat } = this.props;
    this.setState({ menu: null });
    if (what === 'reply') this.setState({ reply: message, edit: null });
    if (what === 'edit') { this.setState({ edit: message, reply: null }); this.composer.write(message.text || message.caption || ''); }
    if (what === 'copy') this.copy(message.text || message.caption);
    if (what === 'delete') await phone.act(del(`/chats/${chat.ref}/messages/${message.message_id}?as=${phone.who}`).then(() => true), chat);
    if (what === 'forward') {
      const target = await phone.pick({ title: phone.words('forward.to'), chats: phone.chats });
      if (!target) return;
      const sent = await phone.say(target, { forward: { chat: chat.ref, message_id: message.message_id } });
      if (sent && target.key !== chat.key) phone.open(target.key);
    }
    if (what === 'reply' || what === 'edit') this.composer.focus();
  }

  render({ phone, chat, messages, start }, { busy, menu, reply, edit, info, receipt, shown, selected, away }) {
    const { words } = phone;
    const visible = messages.slice(-shown);
    return html`<div class="screen chat">
      <${Header} phone=${phone} chat=${chat} onInfo=${() => this.setState({ info: true })} />
      <div class="messages" ref=${(box) => { this.box = box; }} onScroll=${(event) => this.scrolled(event.currentTarget)} role="log" aria-label=${chat.title} tabindex="0">
        ${!messages.length && html`<${Empty} chat=${chat} words=${words} />`}
        ${this.lines(visible, busy, selected)}
      </div>
      ${away && html`<button type="button" class="to-end" aria-label=${words('chat.end')} onClick=${() => this.toEnd()}><${Icon} name="down" /></button>`}
      <${Composer} key=${chat.key} ref=${(composer) => { this.composer = composer; }} phone=${phone} chat=${chat} messages=${messages} start=${start}
        reply=${reply} edit=${edit} onDone=${() => this.setState({ reply: null, edit: null })} />
      ${menu && html`<${MessageMenu} phone=${phone} chat=${chat} ...${menu} onChoose=${(what, message) => this.chosen(what, message)}
        onReact=${(emoji) => { this.react(menu.message, emoji); this.setState({ menu: null }); }} onClose=${() => this.setState({ menu: null })} />`}
      ${info && html`<${Info} phone=${phone} chat=${chat} onClose=${() => this.setState({ info: false })} />`}
      ${receipt && html`<${Receipt} phone=${phone} message=${receipt} onClose=${() => this.setState({ receipt: null })} />`}
    </div>`;
  }

  lines(visible, busy, selected) {
    const { phone, chat } = this.props;
    const group = chat.type.endsWith('group');
    let day = '';
    return visible.map((message, at) => {
      const today = dayName(phone.lang, message.date * 1000, worldNow());
      const divider = today !== day && html`<div class="day" key=${`day${message.message_id}`}><span>${today}</span></div>`;
      const first = today !== day || !together(visible[at - 1], message);
      day = today;
      const own = !!message.from && message.from.id === phone.person.id && !message.sender_chat;
      const waits = busy && busy.startsWith(`${message.message_id}/`) ? busy : null;
      return html`${divider}<${Bubble} key=${message.message_id} message=${message} own=${own} group=${group} first=${first}
        last=${!together(message, visible[at + 1])} on=${this.on} busy=${waits} words=${phone.words} lang=${phone.lang} selected=${selected === message.message_id} />`;
    });
  }
}

const senderId = (message) => (message.sender_chat || message.from || {}).id;
const GROUP_S = 600;
const SERVICE = ['new_chat_members', 'left_chat_member', 'successful_payment', 'refunded_payment', 'pinned_message', 'web_app_data', 'write_access_allowed'];
const isEvent = (message) => SERVICE.some((key) => message[key] !== undefined);

function together(one, two) {
  return !!one && !!two && senderId(one) === senderId(two) && two.date - one.date < GROUP_S && !isEvent(one) && !isEvent(two);
}

function Header({ phone, chat, onInfo }) {
  const { words } = phone;
  const typing = state.typing[`${phone.person.id}/${chat.key}`];
  const waiting = phone.chats.filter((each) => each.key !== chat.key).reduce((sum, each) => sum + unread(phone, each), 0);
  return html`<header class="bar chat-bar">
    <button type="button" class="icon-button back" aria-label=${words('back')} onClick=${() => phone.leave()}>
      <${Icon} name="back" />${waiting > 0 && html`<i class="count figure">${waiting}</i>`}</button>
    <button type="button" class="chat-title" onClick=${onInfo}>
      <${Avatar} id=${faceOf(chat)} name=${chat.title} size=${38} />
      <span><b>${chat.title}</b><small class=${typing ? 'typing' : ''}>${typing ? words(typingWords(typing.action)) : subtitle(words, chat)}</small></span>
    </button>
    <${IconButton} name="dots" label=${words('chat.info')} onClick=${onInfo} />
  </header>`;
}

const typingWords = (action) => (action && action.startsWith('upload') ? 'chat.sending' : action === 'choose_sticker' ? 'chat.sending' : 'chat.typing');

function subtitle(words, chat) {
  if (chat.type === 'private') return words('chat.bot');
  const inside = (chat.members || []).filter((member) => !['left', 'kicked'].includes(member.status));
  const n = chat.member_count || inside.length;
  return words(chat.type === 'channel' ? 'chat.subscribers' : 'chat.people', { n });
}

function Empty({ chat, words }) {
  if (chat.type !== 'private') return html`<div class="day"><span>${words('chats.empty')}</span></div>`;
  return html`<div class="hello"><${Icon} name=${chatIcon(chat)} size=${44} /><b>${words('chat.hello', { name: chat.title })}</b>
    <p>${chat.description || words('chat.hello.note')}</p></div>`;
}
