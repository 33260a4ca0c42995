/* Telegram's own popups and pickers, inside one phone. */

import { useEffect, useRef } from '../../vendor/htm-preact.module.js';
import { html, Avatar, Icon } from '../ui.js';
import { state } from '../store.js';
import { chatIcon, faceOf } from './chatlist.js';

const OWN_TEXT = { ok: 'ok', close: 'close', cancel: 'cancel' };

function answerOf(popup, button) {
  if (popup.input) return button.id === 'ok' ? popup.text || '' : null;
  return button.id === undefined ? '' : button.id;
}

export function Popup({ popup, words }) {
  const box = useRef(null);
  useEffect(() => { if (box.current) box.current.querySelector('input, button').focus(); }, []);
  const escape = (event) => { if (event.key === 'Escape') popup.done(null); };
  return html`<div class="shade center" onClick=${(event) => event.target === event.currentTarget && popup.done(null)}
      onKeyDown=${escape}>
    <div class="popup" role="alertdialog" aria-modal="true" ref=${box} aria-label=${popup.title || popup.message}>
      ${popup.title && html`<h2>${popup.title}</h2>`}
      <p>${popup.message}</p>
      ${popup.input && html`<input class="popup-input" aria-label=${popup.title} onInput=${(event) => { popup.text = event.currentTarget.value; }} />`}
      <div class=${`popup-buttons ${popup.buttons.length > 2 ? 'stacked' : ''}`}>${popup.buttons.map((button, at) => html`
        <button type="button" key=${at} class=${button.type === 'destructive' ? 'danger' : ''}
          onClick=${() => popup.done(answerOf(popup, button))}>
          ${OWN_TEXT[button.type] ? words(OWN_TEXT[button.type]) : button.text}</button>`)}</div>
    </div></div>`;
}

export function Sheet({ title, onClose, children, class: extra = '', closeLabel }) {
  const ref = useRef(null);
  useEffect(() => { if (ref.current) ref.current.focus(); }, []);
  return html`<div class="shade bottom" onClick=${(event) => event.target === event.currentTarget && onClose()}
      onKeyDown=${(event) => event.key === 'Escape' && onClose()}>
    <div class=${`sheet ${extra}`} role="dialog" aria-modal="true" aria-label=${title} tabindex="-1" ref=${ref}>
      <button type="button" class="icon-button sheet-close" aria-label=${closeLabel} title=${closeLabel} onClick=${onClose}>
        <${Icon} name="close" size=${20} /></button>
      ${children}
    </div></div>`;
}

/* Choose a chat or a person: {title, chats} or {title, people}. */
export function Picker({ phone, pick }) {
  const rows = pick.people ? state.people.filter((person) => person.id !== phone.person.id || pick.self)
    .map((person) => ({ key: person.id, id: person.id, name: person.name, value: person }))
    : pick.chats.map((chat) => ({ key: chat.key, id: faceOf(chat), name: chat.title, icon: chatIcon(chat), value: chat }));
  return html`<${Sheet} title=${pick.title} onClose=${() => pick.done(null)} closeLabel=${phone.words('close')}>
    <h2>${pick.title}</h2>
    ${rows.length ? html`<ul class="list picks">${rows.map((row) => html`<li key=${row.key}>
      <button type="button" onClick=${() => pick.done(row.value)}>
        <${Avatar} id=${row.id} name=${row.name} size=${40} icon=${row.icon === 'bot' ? 'bot' : undefined} />
        <span>${row.name}</span></button></li>`)}</ul>`
      : html`<p class="note">${phone.words('pick.none')}</p>`}
  <//>`;
}
