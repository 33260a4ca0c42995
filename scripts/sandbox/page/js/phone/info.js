/* Who is in a chat, and what they may do. */

import { html, Avatar, Icon } from '../ui.js';
import { state } from '../store.js';
import { faceOf } from './chatlist.js';
import { Sheet } from './popups.js';

const STATUSES = ['member', 'administrator', 'kicked', 'left'];
const RIGHTS = {
  channel: ['can_post_messages', 'can_edit_messages', 'can_delete_messages', 'can_invite_users'],
  group: ['can_delete_messages', 'can_restrict_members', 'can_invite_users', 'can_pin_messages', 'can_change_info'],
};

const memberOf = (chat, id) => (chat.members || []).find((member) => member.id === id);

export function statusOf(chat, phone) {
  if (chat.type === 'private') return 'member';
  const found = memberOf(chat, phone.person.id);
  return found ? found.status : null;
}

export function Info({ phone, chat, onClose }) {
  const { words } = phone;
  const bot = state.world.bot;
  return html`<${Sheet} title=${words('chat.info')} onClose=${onClose} closeLabel=${words('close')} class="info">
    <div class="info-head"><${Avatar} id=${faceOf(chat)} name=${chat.title} size=${76} />
      <h2>${chat.title}</h2>
      <p>${chat.username ? `@${chat.username}` : words(`chat.type.${chat.type}`)}</p></div>
    ${chat.description && html`<p class="note">${chat.description}</p>`}
    ${chat.type === 'private' ? html`<${BotActs} phone=${phone} chat=${chat} main=${chat.bot === bot.username} onClose=${onClose} />`
      : html`<${Members} phone=${phone} chat=${chat} onClose=${onClose} />`}
  <//>`;
}

function BotActs({ phone, chat, main, onClose }) {
  const { words, person } = phone;
  const then = (work) => () => { onClose(); work(); };
  return html`<ul class="list acts">
    ${main && html`<li><button type="button" onClick=${then(() => phone.launch('', chat))}><${Icon} name="window" /><span>${words('chat.open.app')}</span></button></li>`}
    <li><button type="button" onClick=${then(() => phone.say(chat, { text: '/start' }))}><${Icon} name="play" /><span>${words('chat.restart')}</span></button></li>
    ${main && html`<li><button type="button" class="danger" onClick=${then(() => phone.change({ blocked: !person.blocked }))}><${Icon} name="block" />
      <span>${words(person.blocked ? 'chat.unblock' : 'chat.block')}</span></button></li>`}
  </ul>`;
}

function Members({ phone, chat, onClose }) {
  const { words } = phone;
  const admin = ['creator', 'administrator'].includes(statusOf(chat, phone));
  const bot = { id: state.world.bot.id, username: state.world.bot.username, name: words('chat.thebot') };
  const everybody = [...state.people, bot].map((person) => ({ person, member: memberOf(chat, person.id) }));
  const change = (person, status) => phone.setMember(chat, person === bot ? 'bot' : person.username || `${person.id}`, {
    status, ...(status === 'administrator' ? { rights: RIGHTS[chat.type === 'channel' ? 'channel' : 'group'] } : {}),
  });
  return html`<h3>${words('chat.members')}</h3>
    <ul class="list members">${everybody.map(({ person, member }) => {
      const status = member ? member.status : 'left';
      return html`<li key=${person.id}><${Avatar} id=${person.id} name=${person.name} size=${40} />
        <span><b>${person.name}</b><small>${words(`status.${status}`)}</small></span>
        ${admin && status !== 'creator' && html`<select aria-label=${words('chat.status', { name: person.name })} value=${status}
          onChange=${(event) => change(person, event.currentTarget.value)}>
          ${STATUSES.map((each) => html`<option key=${each} value=${each}>${words(`status.${each}`)}</option>`)}</select>`}</li>`;
    })}</ul>
    ${statusOf(chat, phone) !== 'creator' && ['member', 'administrator', 'restricted'].includes(statusOf(chat, phone)) && html`
      <button type="button" class="button plain danger" onClick=${() => { onClose(); phone.setMember(chat, phone.who, { status: 'left' }); }}>${words(chat.type === 'channel' ? 'chat.leave.channel' : 'chat.leave')}</button>`}`;
}
