/* Newcomers: people, groups, channels, other bots. */

import { useState } from '../../vendor/htm-preact.module.js';
import { html, Field, Form, Icon, Segments, Select, copyText } from '../ui.js';
import { post } from '../api.js';
import { state } from '../store.js';
import { showPhone } from '../sync.js';
import { scrollToPhone } from './people.js';

export const ROLES = ['user', 'organizer', 'moderator', 'support', 'finance', 'admin', 'owner'];
const KINDS = ['person', 'group', 'channel', 'bot'];

export function AddPanel(all) {
  const [kind, setKind] = useState('person');
  const { words } = all;
  return html`
    <${Segments} label=${words('add.what')} value=${kind} onChange=${setKind}
      options=${KINDS.map((key) => [key, words(`add.${key}`)])} />
    ${kind === 'person' && html`<${PersonForm} ...${all} />`}
    ${(kind === 'group' || kind === 'channel') && html`<${ChatForm} key=${kind} kind=${kind} ...${all} />`}
    ${kind === 'bot' && html`<${BotForm} ...${all} />`}`;
}

const USERNAME = '[A-Za-z][A-Za-z0-9_]{2,31}';

function PersonForm({ words, say, close }) {
  const add = async (fields) => {
    const person = await post('/people', {
      username: fields.username, name: fields.name || fields.username, language: fields.language,
      role: fields.role, stars: fields.stars || '0', premium: fields.premium === 'on',
    });
    close();
    await showPhone(person.id, true);
    scrollToPhone(person.id);
  };
  return html`<${Form} submit=${words('add.do.person')} onSubmit=${add} words=${say}>
    <${Field} label=${words('person.name')} name="name" maxlength="64" placeholder="Carol" />
    <${Field} label=${words('person.username')} name="username" required pattern=${USERNAME} placeholder="carol" />
    <div class="pair">
      <${Select} label=${words('person.language')} name="language" value=${state.desk.lang}
        options=${[['en', 'English'], ['ru', 'Русский']]} />
      <${Field} label=${words('person.stars')} name="stars" inputmode="numeric" pattern="[0-9]{1,9}" value="1000" />
    </div>
    <${Select} label=${words('person.role')} name="role" options=${ROLES.map((role) => [role, words(`role.${role}`)])} />
    <label class="row toggle-row"><span class="row-text">${words('person.premium')}</span>
      <input type="checkbox" class="toggle" role="switch" name="premium" /></label>
  <//>`;
}

function ChatForm({ kind, words, say, close }) {
  const name = (person) => person.username || `${person.id}`;
  const add = async (fields, form) => {
    const members = [...form.querySelectorAll('input[name=member]:checked')].map((box) => box.value);
    await post('/chats', {
      type: kind === 'group' ? 'supergroup' : 'channel', title: fields.title, owner: fields.owner,
      members: members.filter((who) => who !== fields.owner && who !== 'bot'),
      admins: members.includes('bot') ? ['bot'] : [],
      ...(fields.username ? { username: fields.username } : {}),
    });
    close();
  };
  return html`<${Form} submit=${words(`add.do.${kind}`)} onSubmit=${add} words=${say}>
    <${Field} label=${words('chat.title')} name="title" required maxlength="128" />
    <${Field} label=${words('chat.username')} name="username" pattern=${USERNAME} />
    <${Select} label=${words('chat.owner')} name="owner"
      options=${state.people.map((person) => [name(person), person.name])} />
    <fieldset class="checks"><legend>${words('chat.members')}</legend>
      ${state.people.map((person) => html`<label key=${person.id}>
        <input type="checkbox" name="member" value=${name(person)} checked />${person.name}</label>`)}
      <label><input type="checkbox" name="member" value="bot" checked />${words('chat.botadmin')}</label>
    </fieldset>
  <//>`;
}

function BotForm({ words, say }) {
  const [made, setMade] = useState(null);
  const [copied, setCopied] = useState(false);
  if (made) {
    return html`<p class="note">${words('bot.made', { name: `@${made.username}` })}</p>
      <button type="button" class="token" title=${words('bot.copy')}
        onClick=${async () => setCopied(await copyText(made.token))}>
        <code>${made.token}</code><${Icon} name=${copied ? 'check' : 'copy'} size=${18} /></button>
      <p class="note">${words('bot.base', { url: location.origin })}</p>`;
  }
  return html`<${Form} submit=${words('add.do.bot')} words=${say}
    onSubmit=${async (fields) => setMade(await post('/bots', { username: fields.username }))}>
    <p class="note">${words('bot.note')}</p>
    <${Field} label=${words('person.username')} name="username" required placeholder="other_bot"
      pattern="[A-Za-z][A-Za-z0-9_]*[Bb][Oo][Tt]" />
  <//>`;
}
