/* What can be sent besides letters, and the list of a bot's commands. */

import { useRef } from '../../vendor/htm-preact.module.js';
import { html, Icon, useDismiss } from '../ui.js';

const THROWS = ['🎲', '🎯', '🎳', '🏀', '⚽', '🎰'];

const base64 = (file) => new Promise((done, fail) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result.slice(reader.result.indexOf(',') + 1));
  reader.onerror = () => fail(reader.error);
  reader.readAsDataURL(file);
});

export function AttachMenu({ words, onSend, onContact, onClose }) {
  const ref = useDismiss(onClose);
  const photo = useRef(null);
  const file = useRef(null);
  const send = async (event, kind) => {
    const [chosen] = event.currentTarget.files;
    if (!chosen) return;
    const bytes = await base64(chosen);
    onSend(kind === 'photo' ? { photo: bytes } : { document: bytes, name: chosen.name });
  };
  return html`<div class="attach" ref=${ref} role="menu">
    <button type="button" role="menuitem" onClick=${() => photo.current.click()}><${Icon} name="photo" />${words('attach.photo')}</button>
    <button type="button" role="menuitem" onClick=${() => file.current.click()}><${Icon} name="file" />${words('attach.file')}</button>
    <button type="button" role="menuitem" onClick=${onContact}><${Icon} name="contact" />${words('attach.contact')}</button>
    <div class="throw-row">${THROWS.map((emoji) => html`
      <button type="button" role="menuitem" key=${emoji} aria-label=${words('attach.dice', { emoji })} onClick=${() => onSend({ dice: emoji })}>${emoji}</button>`)}</div>
    <input type="file" hidden accept="image/*" ref=${photo} onChange=${(event) => send(event, 'photo')} />
    <input type="file" hidden ref=${file} onChange=${(event) => send(event, 'file')} />
  </div>`;
}

export function Commands({ commands, filter, onPick }) {
  const rows = commands.filter(({ command }) => command.startsWith(filter.toLowerCase()));
  if (!rows.length) return null;
  return html`<ul class="commands">${rows.map(({ command, description }) => html`<li key=${command}>
    <button type="button" onClick=${() => onPick(command)}><b>/${command}</b><span>${description}</span></button></li>`)}</ul>`;
}
