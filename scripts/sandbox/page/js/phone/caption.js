/* The line above a phone: whose it is, and the switches of that person. */

import { useState } from '../../vendor/htm-preact.module.js';
import { html, Avatar, Field, Form, Icon, IconButton, Segments, Select, Toggle, useDismiss } from '../ui.js';
import { patch } from '../api.js';
import { showPhone } from '../sync.js';
import { grouped, refusal } from '../words.js';
import { state } from '../store.js';
import { ROLES } from '../desk/add.js';

export function Caption({ phone, person, theme, words }) {
  const [open, setOpen] = useState(false);
  const dark = theme === 'dark';
  const other = phone.lang === 'en' ? 'ru' : 'en';
  return html`<header class="caption">
    <${Avatar} id=${person.id} name=${person.name} size=${34} />
    <div class="who"><b>${person.name}</b>
      <span>${person.username ? `@${person.username}` : person.id}</span></div>
    <span class="balance figure" title=${words('person.stars')}>
      <${Icon} name="star" size=${18} />${grouped(person.stars)}</span>
    <${IconButton} name="wallet" size=${20} label=${words('phone.wallet', { name: person.name })} onClick=${() => phone.wallet({ kind: 'home' })} />
    <button type="button" class="icon-button text" title=${words('phone.language')} aria-label=${words('phone.language')}
      onClick=${() => phone.change({ language: other })}>${phone.lang.toUpperCase()}</button>
    <${IconButton} name=${dark ? 'moon' : 'sun'} size=${20} label=${words(dark ? 'phone.light' : 'phone.dark')}
      onClick=${() => phone.setTheme(dark ? 'light' : 'dark')} />
    <${IconButton} name="dots" size=${20} label=${words('phone.more')} aria-expanded=${String(open)} onClick=${() => setOpen(!open)} />
    ${open && html`<${Menu} phone=${phone} person=${person} words=${words} onClose=${() => setOpen(false)} />`}
  </header>`;
}

function Menu({ phone, person, words, onClose }) {
  const ref = useDismiss(onClose);
  const say = (trouble) => refusal(state.desk.lang, trouble);
  const follow = async (fields) => { await phone.follow(fields.link); onClose(); };
  const save = async (fields) => {
    const change = { name: fields.name, role: fields.role };
    if (fields.stars !== person.stars) change.stars = fields.stars;
    await patch(`/people/${phone.who}`, change);
    onClose();
  };
  return html`<div class="panel menu" role="dialog" aria-label=${words('phone.more')} ref=${ref}>
    <${Segments} label=${words('person.language')} value=${phone.lang}
      options=${[['en', 'English'], ['ru', 'Русский']]} onChange=${(language) => phone.change({ language })} />
    <${Toggle} label=${words('person.blocked')} on=${person.blocked} note=${words('person.blocked.note')}
      onChange=${(blocked) => phone.change({ blocked })} />
    <${Toggle} label=${words('person.premium')} on=${person.premium} onChange=${(premium) => phone.change({ premium })} />
    <${Form} submit=${words('person.save')} onSubmit=${save} words=${say}>
      <${Field} label=${words('person.name')} name="name" required maxlength="64" value=${person.name} />
      <div class="pair">
        <${Field} label=${words('person.stars')} name="stars" inputmode="numeric" pattern="[0-9]{1,12}" value=${person.stars} />
        <${Select} label=${words('person.role')} name="role" value=${person.role}
          options=${ROLES.map((role) => [role, words(`role.${role}`)])} />
      </div>
    <//>
    <${Form} soft submit=${words('link.open')} onSubmit=${follow} words=${say}>
      <${Field} label=${words('link.title')} name="link" required
        placeholder=${`t.me/${state.world.bot.username}?start=…`} />
    <//>
    <button type="button" class="button plain" onClick=${() => showPhone(person.id, false)}>${words('phone.hide')}</button>
  </div>`;
}
