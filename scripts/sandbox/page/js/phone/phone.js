/* One person's phone: chat list, chat, Mini App, and what opens over them. */

import { Component } from '../../vendor/htm-preact.module.js';
import { html, copyText } from '../ui.js';
import { get, patch, post, put } from '../api.js';
import { messagesOf, setDesk, state } from '../store.js';
import { readMessages } from '../sync.js';
import { known, refusal, t } from '../words.js';
import { Caption } from './caption.js';
import { ChatList } from './chatlist.js';
import { Chat } from './chat.js';
import { MiniApp } from '../webapp/miniapp.js';
import { PaymentSheet } from './payments.js';
import { Picker, Popup } from './popups.js';
import { follow } from './links.js';
import { WalletSheet } from '../wallet/sheet.js';

const TOAST_MS = 3200;

export class Phone extends Component {
  constructor(props) {
    super(props);
    this.state = { chat: `bot:${state.world.bot.username}`, app: null, popup: null, toast: null, pick: null, pay: null, start: null, wallet: null };
    this.key = 0;
  }

  get person() { return this.props.person; }
  get who() { return this.person.username || `${this.person.id}`; }
  get lang() { return known(this.person.language); }
  get words() { return t(this.lang); }
  get chats() { return state.chats[this.person.id] || []; }
  get theme() { return this.props.theme; }

  /* ---- moving about ---- */
  open(key, start = null) { this.setState({ chat: key, start }); }
  leave() { this.setState({ chat: null, start: null }); }
  botChat(username) {
    return this.chats.find((chat) => chat.bot === (username || state.world.bot.username));
  }

  /* ---- what opens over the screen ---- */
  toast(text) {
    clearTimeout(this.toastTimer);
    this.setState({ toast: { text, key: ++this.key } });
    this.toastTimer = setTimeout(() => this.setState({ toast: null }), TOAST_MS);
  }
  fail(trouble) { this.toast(refusal(this.lang, trouble)); }
  ask(popup) {
    return new Promise((done) => {
      this.setState({ popup: { ...popup, done: (id) => { this.setState({ popup: null }); done(id); } } });
    });
  }
  pick(what) {
    return new Promise((done) => {
      this.setState({ pick: { ...what, done: (found) => { this.setState({ pick: null }); done(found); } } });
    });
  }
  payFor(slug, chat) {
    return new Promise((done) => {
      this.setState({ pay: { slug, chat, done: (status) => { this.setState({ pay: null }); done(status); } } });
    });
  }
  /* The wallet asks one thing at a time: what comes meanwhile waits for its turn. */
  wallet(asked) {
    const shown = () => asked.host && asked.host.gone ? null : new Promise((done) => {
      this.setState({ wallet: { ...asked, key: ++this.key, done: (answer) => { this.setState({ wallet: null }); done(answer); } } });
    });
    this.asking = (this.asking || Promise.resolve()).then(shown);
    return this.asking;
  }
  /* What an app asked goes with the app. */
  forget(host) {
    const { wallet } = this.state;
    if (wallet && wallet.host === host) wallet.done(null);
  }
  enter(popup) {
    const { words } = this;
    return this.ask({ ...popup, input: true, buttons: [{ id: 'ok', type: 'ok', text: words('ok') }, { type: 'cancel' }] });
  }
  openApp(launch, { chat, keyboard = null, again }) {
    this.setState({ app: { url: launch.url, chat: chat || this.botChat(), keyboard, again, key: ++this.key } });
  }
  relaunch() { return this.state.app && this.state.app.again(); }

  /* ---- acting as this person ---- */
  async act(work, chat) {
    try {
      const done = await work;
      if (chat) readMessages(this.person, chat).catch(() => {});
      return done;
    } catch (trouble) {
      this.fail(trouble);
      return null;
    }
  }
  say(chat, body) {
    return this.act(post(`/chats/${chat.ref}/messages?as=${this.who}`, body), chat);
  }
  async launch(startParam, chat) {
    const body = { kind: 'mini_app', ...(startParam ? { start_param: startParam } : {}) };
    const launch = await this.act(post(`/people/${this.who}/launch`, body));
    if (launch) this.openApp(launch, { chat, again: () => this.launch(startParam, chat) });
  }
  async press(chat, message, button, choose) {
    const body = { message_id: message.message_id, ...(choose ? { choose } : {}) };
    if (button.callback_data) body.data = button.callback_data;
    else body.label = button.text;
    const pressed = await this.act(post(`/chats/${chat.ref}/press?as=${this.who}`, body), chat);
    if (!pressed) return;
    if (pressed.kind === 'web_app') {
      const again = () => this.press(chat, message, button);
      this.openApp(pressed.launch, { chat, keyboard: pressed.button_text || null, again });
    } else await this.pressed(chat, pressed);
  }
  async pressed(chat, { kind, answer, url, invoice, text, query }) {
    if (kind === 'callback' && answer && answer.url) follow(this, answer.url, chat);
    else if (kind === 'callback' && answer && answer.text) {
      if (answer.show_alert) await this.ask({ message: answer.text, buttons: [{ id: 'ok', type: 'ok' }] });
      else this.toast(answer.text);
    }
    if (kind === 'url') follow(this, url, chat);
    if (kind === 'pay') await this.payFor(invoice, chat);
    if (kind === 'inline') await this.inline(query, [], chat);
    if (kind === 'copy') this.toast(this.words((await copyText(text)) ? 'copied' : 'copied.not', { text }));
  }
  /* Inline mode asked for by a Mini App: here, or in a chat to choose. */
  async inline(query, kinds, chat) {
    const target = kinds.length ? await this.pick({ title: this.words('forward.to'), chats: this.chats }) : chat;
    if (!target) return;
    this.draft = { key: target.key, text: `@${(chat && chat.bot) || state.world.bot.username} ${query}` };
    this.setState({ chat: null }, () => this.open(target.key));
  }
  follow(url, chat) { return follow(this, url, chat); }
  join(chat) { return this.setMember(chat, this.who, { status: 'member' }); }
  addBot(chat, payload) {
    return this.setMember(chat, 'bot', { status: 'member' }).then((done) => {
      if (done && payload) this.say(chat, { text: `/start@${state.world.bot.username} ${payload}` });
    });
  }
  setMember(chat, who, body) {
    return this.act(put(`/chats/${chat.ref}/members/${who}?as=${this.who}`, body), chat);
  }
  change(fields) { return this.act(patch(`/people/${this.who}`, fields)); }
  setTheme(theme) { setDesk({ themes: { ...state.desk.themes, [this.person.id]: theme } }); }
  chatById(id) { return get(`/chats/${id}`); }

  render({ person, theme, focused, deskWords }, { chat: key, app, popup, toast, pick, pay, start, wallet }) {
    const chat = this.chats.find((each) => each.key === key);
    const shown = chat ? messagesOf(person, chat) : [];
    return html`<section class=${`column ${focused ? 'focused' : ''} ${app ? 'with-app' : ''}`} id=${`phone-${person.id}`}
      data-theme=${theme} aria-label=${deskWords('phone.of', { name: person.name })}>
      <${Caption} phone=${this} person=${person} theme=${theme} words=${deskWords} />
      <div class="phone" lang=${this.lang}>
        ${chat ? html`<${Chat} key=${chat.key} phone=${this} chat=${chat} messages=${shown} start=${start} />`
          : html`<${ChatList} phone=${this} chats=${this.chats} />`}
        ${app && html`<${MiniApp} key=${app.key} phone=${this} app=${app} theme=${theme}
          onClose=${() => this.setState({ app: null })} />`}
        ${pay && html`<${PaymentSheet} key=${pay.slug} phone=${this} pay=${pay} />`}
        ${wallet && html`<${WalletSheet} key=${wallet.key} phone=${this} ask=${wallet} />`}
        ${pick && html`<${Picker} phone=${this} pick=${pick} />`}
        ${popup && html`<${Popup} popup=${popup} words=${this.words} />`}
        ${toast && html`<div class="toast" role="status" key=${toast.key}>${toast.text}</div>`}
      </div>
    </section>`;
  }
}
