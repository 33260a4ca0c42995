/* The first screen of a phone: all chats, the newest word first. */

import { html, Avatar, Icon } from '../ui.js';
import { messagesOf, state, worldNow } from '../store.js';
import { clockTime, shortDate } from '../words.js';
import { summary } from './service.js';

const ICONS = { private: 'bot', group: 'group', supergroup: 'group', channel: 'channel' };
/* A private chat has the person's own id; its picture is the bot's. */
export const faceOf = (chat) => (chat.type !== 'private' ? chat.id : [...chat.bot].reduce((sum, letter) => sum + letter.charCodeAt(0), 0));
export const chatIcon = (chat) => ICONS[chat.type] || 'user';

export function unread(phone, chat) {
  const mark = state.read[`${phone.person.id}/${chat.key}`] || 0;
  return messagesOf(phone.person, chat)
    .filter((message) => message.message_id > mark && message.fresh && !(message.from && message.from.id === phone.person.id)).length;
}

export function markRead(phone, chat, messages) {
  const last = messages.length ? messages[messages.length - 1].message_id : 0;
  state.read[`${phone.person.id}/${chat.key}`] = last;
}

export function ChatList({ phone, chats }) {
  const { words } = phone;
  const rows = chats.map((chat) => {
    const messages = messagesOf(phone.person, chat);
    return { chat, last: messages[messages.length - 1], count: unread(phone, chat) };
  }).sort((a, b) => (b.last ? b.last.date : 0) - (a.last ? a.last.date : 0));
  return html`<div class="screen chat-list">
    <header class="bar"><h1>${words('chats.title')}</h1></header>
    <ul class="list">${rows.map((row) => html`<${Row} key=${row.chat.key} phone=${phone} ...${row} />`)}</ul>
  </div>`;
}

function Row({ phone, chat, last, count }) {
  const { words } = phone;
  const typing = state.typing[`${phone.person.id}/${chat.key}`];
  const when = last && (worldNow() - last.date * 1000 < 86_400_000
    ? clockTime(last.date * 1000) : shortDate(phone.lang, last.date * 1000));
  const own = last && last.from && last.from.id === phone.person.id;
  return html`<li><button type="button" class="chat-row" onClick=${() => phone.open(chat.key)}>
    <${Avatar} id=${faceOf(chat)} name=${chat.title} size=${52} />
    <span class="chat-row-text">
      <span class="line-one"><b>${chat.type !== 'private' && html`<${Icon} name=${chatIcon(chat)} size=${17} />`}${chat.title}</b>
        ${own && html`<${Icon} name="checks" size=${16} />`}<time class="figure">${when}</time></span>
      <span class="line-two"><span>${typing ? html`<em>${words('chat.typing')}</em>`
        : last ? summary(phone, last) : words('chats.empty')}</span>
        ${count > 0 && html`<i class="count figure">${count}</i>`}</span>
    </span></button></li>`;
}
