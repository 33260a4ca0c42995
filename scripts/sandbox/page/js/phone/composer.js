/* Where a person writes: text, commands, throws, files, a bot's keyboard, inline mode. */

import { Component } from '../../vendor/htm-preact.module.js';
import { html, Icon, IconButton } from '../ui.js';
import { patch } from '../api.js';
import { state } from '../store.js';
import { AttachMenu, Commands } from './attach.js';
import { Inline, inlineQuery } from './inline.js';
import { ReplyKeyboard, replyKeyboard } from './keyboards.js';
import { statusOf } from './info.js';
import { content } from './service.js';
import { senderName } from './bubble.js';

const LINES_PX_MAX = 140;

export class Composer extends Component {
  constructor(props) {
    super(props);
    const { draft } = props.phone;
    this.state = { text: draft && draft.key === props.chat.key ? draft.text : '', panel: null, hidden: 0 };
    props.phone.draft = null;
  }

  write(text) { this.setState({ text }, () => { this.grow(); this.focus(); }); }
  focus() { if (this.area) this.area.focus(); }
  grow() {
    if (!this.area) return;
    this.area.style.height = 'auto';
    this.area.style.height = `${Math.min(this.area.scrollHeight, LINES_PX_MAX)}px`;
  }

  async send(body) {
    const { phone, chat, reply, onDone } = this.props;
    const full = reply ? { ...body, reply_to: reply.message_id } : body;
    this.setState({ panel: null });
    const sent = await phone.say(chat, full);
    if (sent) onDone();
    return sent;
  }
  async submit() {
    const { phone, chat, edit, onDone } = this.props;
    const text = this.state.text.trim();
    if (!text) return;
    this.setState({ text: '' }, () => this.grow());
    let done;
    if (edit) {
      done = await phone.act(patch(`/chats/${chat.ref}/messages/${edit.message_id}?as=${phone.who}`, { text }), chat);
      if (done) onDone();
    } else done = await this.send({ text });
    // What was refused goes back to where it was written.
    if (!done && !this.state.text) this.write(text);
  }
  key(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.submit(); }
    if (event.key === 'Escape') { this.props.onDone(); this.setState({ panel: null }); }
  }

  async pressKey(button, keyboard) {
    const { phone, chat } = this.props;
    if (keyboard.one_time_keyboard) this.setState({ hidden: keyboard.message.message_id });
    const text = typeof button === 'string' ? button : button.text;
    if (button.request_contact) { await this.shareContact(); return; }
    if (button.web_app) { await this.openKeyboardApp(button, text); return; }
    const wanted = button.request_users || button.request_user;
    if (wanted) {
      const person = await phone.pick({ title: text, people: true });
      if (person) await phone.press(chat, keyboard.message, { text }, person.username || `${person.id}`);
      return;
    }
    if (button.request_chat) {
      const found = await phone.pick({ title: text, chats: phone.chats.filter((each) => each.type !== 'private') });
      if (found) await phone.press(chat, keyboard.message, { text }, found.username || `${found.id}`);
      return;
    }
    await this.send({ text });
  }
  async openKeyboardApp(button, text) {
    const { phone, chat, messages } = this.props;
    const pressed = await phone.press(chat, replyKeyboard(messages, phone.person.id).message, { text });
    phone.appButton = text;
    return pressed;
  }
  async shareContact() {
    const { phone } = this.props;
    const buttons = [{ id: 'yes', type: 'default', text: phone.words('contact.share') }, { type: 'cancel' }];
    if (await phone.ask({ title: phone.words('contact.title'), message: phone.words('contact.ask'), buttons }) === 'yes') await this.send({ contact: true });
  }

  render({ phone, chat, messages, reply, edit, onDone, start }, { text, panel, hidden }) {
    const bar = this.bar(chat, messages, start);
    if (bar) return bar;
    const { words } = phone;
    const keyboard = replyKeyboard(messages, phone.person.id);
    const keys = keyboard && keyboard.keyboard && keyboard.message.message_id !== hidden ? keyboard : null;
    const showKeys = keys && panel !== 'letters';
    const query = inlineQuery(text);
    const commands = chat.commands || [];
    const slash = /^\/\w*$/.test(text) && !query;
    const hint = (keyboard && keyboard.input_field_placeholder) || words('composer.hint');
    return html`<footer class="composer">
      ${query && html`<${Inline} key=${query.bot} phone=${phone} chat=${chat} query=${query.text} bot=${query.bot} onSent=${() => { this.write(''); onDone(); }} />`}
      ${(panel === 'commands' || slash) && html`<${Commands} commands=${commands} filter=${slash ? text.slice(1) : ''}
        onPick=${(command) => { this.setState({ text: '', panel: null }); this.send({ text: `/${command}` }); }} />`}
      ${panel === 'attach' && html`<${AttachMenu} words=${words} onClose=${() => this.setState({ panel: null })}
        onSend=${(body) => this.send(body)} onContact=${() => { this.setState({ panel: null }); this.shareContact(); }} />`}
      ${(reply || edit) && html`<${About} words=${words} message=${reply || edit} edit=${!!edit} onClose=${() => { onDone(); if (edit) this.write(''); }} />`}
      <form class="compose-line" onSubmit=${(event) => { event.preventDefault(); this.submit(); }}>
        ${this.menuButton(commands, panel)}
        ${commands.length > 0 && this.appMenu && html`<${IconButton} name="slash" label=${words('composer.commands')} aria-expanded=${String(panel === 'commands')}
          onClick=${() => this.setState({ panel: panel === 'commands' ? null : 'commands' })} />`}
        <${IconButton} name="clip" label=${words('composer.attach')} aria-expanded=${String(panel === 'attach')}
          onClick=${() => this.setState({ panel: panel === 'attach' ? null : 'attach' })} />
        <textarea rows="1" value=${text} placeholder=${hint} aria-label=${words('composer.hint')} ref=${(area) => { this.area = area; }}
          onInput=${(event) => { this.setState({ text: event.currentTarget.value, panel: panel === 'attach' ? null : panel }); this.grow(); }}
          onKeyDown=${(event) => this.key(event)}></textarea>
        ${keys && !text && html`<${IconButton} name=${showKeys ? 'down' : 'keyboard'} label=${words('composer.keyboard')}
          onClick=${() => this.setState({ panel: showKeys ? 'letters' : null })} />`}
        <button type="submit" class="icon-button send" disabled=${!text.trim()} aria-label=${words(edit ? 'composer.save' : 'composer.send')} title=${words(edit ? 'composer.save' : 'composer.send')}>
          <${Icon} name=${edit ? 'check' : 'send'} /></button>
      </form>
      ${showKeys && html`<${ReplyKeyboard} markup=${keys} onPress=${(button) => this.pressKey(button, keys)} />`}
    </footer>`;
  }

  get appMenu() { return this.props.chat.menu_button && this.props.chat.menu_button.type === 'web_app'; }

  menuButton(commands, panel) {
    const { phone, chat } = this.props;
    if (this.appMenu) {
      return html`<button type="button" class="menu-button" onClick=${() => phone.launch('', chat)}><${Icon} name="window" size=${18} /><span>${chat.menu_button.text}</span></button>`;
    }
    if (!commands.length) return null;
    return html`<button type="button" class="menu-button" aria-expanded=${String(panel === 'commands')}
      onClick=${() => this.setState({ panel: panel === 'commands' ? null : 'commands' })}>
      <${Icon} name=${panel === 'commands' ? 'close' : 'log'} size=${18} /><span>${phone.words('composer.menu')}</span></button>`;
  }

  /* A bar with one act instead of the composer: start, unblock, join. */
  bar(chat, messages, start) {
    const { phone } = this.props;
    const act = (key, work) => html`<footer class="composer single"><button type="button" onClick=${work}>${phone.words(key)}</button></footer>`;
    const main = chat.bot === state.world.bot.username;
    if (chat.type === 'private') {
      if (main && phone.person.blocked) return act('chat.unblock', () => phone.change({ blocked: false }));
      const waits = start !== null && start !== undefined;
      if (!messages.length || waits) {
        return act('chat.start', () => { phone.open(chat.key); this.send({ start: waits ? start : '' }); });
      }
      return null;
    }
    const status = statusOf(chat, phone);
    if (status === 'left' || status === 'kicked' || !status) return act(chat.type === 'channel' ? 'chat.subscribe' : 'chat.join', () => phone.join(chat));
    if (chat.type === 'channel' && status === 'member') return act('chat.leave.channel', () => phone.setMember(chat, phone.who, { status: 'left' }));
    return null;
  }
}

function About({ words, message, edit, onClose }) {
  return html`<div class="about"><${Icon} name=${edit ? 'edit' : 'reply'} size=${20} />
    <span><b>${edit ? words('message.editing') : words('message.reply.to', { name: senderName(message) })}</b><small>${content(words, message)}</small></span>
    <${IconButton} name="close" size=${20} label=${words('cancel')} onClick=${onClose} /></div>`;
}
