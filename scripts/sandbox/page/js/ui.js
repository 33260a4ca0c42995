/* Small pieces that every screen is made of. */

import { html, useEffect, useLayoutEffect, useRef, useState } from '../vendor/htm-preact.module.js';

export { html };

export const Icon = ({ name, size = 24, label }) => html`
  <svg class="icon" width=${size} height=${size} role=${label ? 'img' : undefined}
    aria-label=${label} aria-hidden=${label ? undefined : 'true'}>
    <use href=${`/static/icons.svg#${name}`} />
  </svg>`;

export const IconButton = ({ name, label, onClick, size, on, class: extra = '', ...more }) => html`
  <button type="button" class=${`icon-button ${extra}`} title=${label} aria-label=${label}
    aria-pressed=${on === undefined ? undefined : String(!!on)} onClick=${onClick} ...${more}>
    <${Icon} name=${name} size=${size} />
  </button>`;

const TINTS = 7;
export function Avatar({ id, name, size = 44, icon }) {
  const letters = [...(name || '?').trim()];
  const second = (name || '').trim().split(/\s+/)[1];
  const text = (letters[0] || '?') + (second ? [...second][0] : '');
  return html`<span class=${`avatar tint-${Math.abs(id) % TINTS}`}
    style=${{ width: `${size}px`, height: `${size}px`, fontSize: `${Math.round(size * 0.42)}px` }}
    aria-hidden="true">${icon ? html`<${Icon} name=${icon} size=${Math.round(size * 0.56)} />` : text.toUpperCase()}</span>`;
}

export const Toggle = ({ label, on, onChange, note }) => html`
  <label class="row toggle-row">
    <span class="row-text">${label}${note && html`<small>${note}</small>`}</span>
    <input type="checkbox" role="switch" class="toggle" checked=${on}
      onChange=${(event) => onChange(event.currentTarget.checked)} />
  </label>`;

export const Segments = ({ label, value, options, onChange }) => html`
  <div class="segments" role="group" aria-label=${label}>
    ${options.map(([key, text]) => html`
      <button type="button" key=${key} aria-pressed=${String(key === value)}
        onClick=${() => onChange(key)}>${text}</button>`)}
  </div>`;

/* A form whose fields are read by name; shows the refusal under itself. */
export function Form({ onSubmit, submit, words, children, danger, soft }) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState('');
  const send = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    setBusy(true);
    setTrouble('');
    try {
      await onSubmit(Object.fromEntries(new FormData(form)), form);
    } catch (refused) {
      setTrouble(words(refused));
    }
    setBusy(false);
  };
  return html`<form class="form" onSubmit=${send}>
    ${children}
    ${trouble && html`<p class="trouble" role="alert">${trouble}</p>`}
    <button class=${`button ${danger ? 'danger' : ''} ${soft ? 'soft' : ''}`} disabled=${busy}>${submit}</button>
  </form>`;
}

export const Field = ({ label, note, ...input }) => html`
  <label class="field"><span>${label}</span>
    <input autocomplete="off" spellcheck="false" ...${input} />
    ${note && html`<small>${note}</small>`}
  </label>`;

export const Select = ({ label, options, ...select }) => html`
  <label class="field"><span>${label}</span>
    <select ...${select}>${options.map(([key, text]) => html`<option key=${key} value=${key}>${text}</option>`)}</select>
  </label>`;

/* Something over the page that Escape or a press outside closes. */
export function useDismiss(onClose, active = true) {
  const ref = useRef(null);
  useEffect(() => {
    if (!active) return undefined;
    const outside = (event) => {
      if (ref.current && !ref.current.contains(event.target)) onClose();
    };
    const escape = (event) => { if (event.key === 'Escape') onClose(); };
    const timer = setTimeout(() => document.addEventListener('pointerdown', outside), 0);
    document.addEventListener('keydown', escape);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('keydown', escape);
    };
  }, [active, onClose]);
  return ref;
}

/* A strip button with a panel under it. */
export function Popover({ label, title, face, children, open, onOpen, class: extra = '' }) {
  const ref = useDismiss(() => onOpen(false), open);
  const panel = useRef(null);
  useLayoutEffect(() => {
    if (!open || !panel.current) return;
    const box = panel.current.getBoundingClientRect();
    const over = box.right - (window.innerWidth - 8);
    if (over > 0) panel.current.style.translate = `${-over}px 0`;
  }, [open]);
  return html`<div class=${`popover ${extra}`} ref=${ref}>
    <button type="button" class="pill" aria-expanded=${String(!!open)} title=${label}
      aria-label=${label} onClick=${() => onOpen(!open)}>${face}</button>
    ${open && html`<div class="panel" role="dialog" aria-label=${title || label} ref=${panel}>
      <h2>${title || label}</h2>${children}</div>`}
  </div>`;
}

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
