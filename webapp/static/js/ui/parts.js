// The small pieces that all screens are made of.
import { NoAnswer } from '../api.js';
import { haptic } from '../telegram.js';
import { html, iconAddress } from '../vendor.js';
import { t } from '../words.js';

const STAR = '⭐';

export function Icon({ name, size = 24 }) {
  return html`<svg class="icon" width=${size} height=${size} aria-hidden="true"><use href=${iconAddress(name)} /></svg>`;
}

// The sign of Stars is drawn, since not every device has the emoji; it is still read as a word.
export function Star() {
  return html`<svg class="star" role="img" aria-label=${t('stars')}><use href=${iconAddress('star')} /></svg>`;
}

// A text with the sign of Stars drawn wherever it stands.
export function drawn(text) {
  if (typeof text !== 'string' || !text.includes(STAR)) return text;
  return text.split(STAR).map((part, at) => (at ? html`<${Star} />${part}` : part));
}

export function Section({ title, note, children, label }) {
  return html`<section class="section" aria-label=${label || title}>
    ${title && html`<h2 class="section-title">${title}</h2>`}
    <div class="card">${children}</div>
    ${note && html`<p class="section-note">${note}</p>`}
  </section>`;
}

// A line of a section; a button when it leads somewhere.
export function Row({ icon, title, note, side, sideNote, press, tone, label, more = Boolean(press) }) {
  const inner = html`
    ${icon && html`<span class=${`tile ${tone || ''}`}><${Icon} name=${icon} size=${20} /></span>`}
    <span class="row-main">
      <span class="row-title">${drawn(title)}</span>${note && html`<span class="row-note">${drawn(note)}</span>`}</span>
    ${(side || sideNote) && html`<span class="row-side">
      <span class="num">${drawn(side)}</span>${sideNote && html`<span class="row-note num">${drawn(sideNote)}</span>`}</span>`}
    ${more && html`<${Icon} name="chevron-right" size=${18} />`}`;
  if (!press) return html`<div class="row" aria-label=${label}>${inner}</div>`;
  const pressed = () => { haptic.tap(); press(); };
  return html`<button type="button" class="row" aria-label=${label} onClick=${pressed}>${inner}</button>`;
}

export function Button({ children, press, kind = '', busy = false, disabled = false, label }) {
  return html`<button type="button" class=${`button ${kind}`} disabled=${disabled || busy} aria-busy=${busy} aria-label=${label}
    onClick=${press}>${busy ? html`<span class="spinner" aria-hidden="true" />` : null}<span>${drawn(children)}</span>
      </button>`;
}

// Bars of the same height as the rows that will stand there.
export function SkeletonRows({ rows = 3 }) {
  return html`<div class="skeleton" role="status" aria-label=${t('loading')}>
    ${Array.from({ length: rows }, (_, at) => html`<div class="row" key=${at}>
      <span class="tile bone" /><span class="row-main"><span class="bone bone-title" /><span class="bone bone-note" /></span>
      <span class="row-side"><span class="bone bone-side" /></span></div>`)}
  </div>`;
}

export function Empty({ icon, text, action, press }) {
  return html`<div class="empty"><span class="tile quiet"><${Icon} name=${icon} /></span><p>${text}</p>
    ${action && html`<${Button} kind="soft" press=${press}>${action}<//>`}</div>`;
}

export function problemText(problem) {
  if (problem instanceof NoAnswer) return t('problem-offline');
  return problem.text || problem.message || t('problem-unknown');
}

// What happened, what is safe, try again.
export function Fail({ problem, again, safe }) {
  return html`<div class="empty" role="alert"><span class="tile warn">
    <${Icon} name=${problem instanceof NoAnswer ? 'wifi-off' : 'circle-alert'} /></span>
    <p>${problemText(problem)}</p><p class="hint">${safe || t('problem-safe')}</p>
    ${again && html`<${Button} kind="soft" press=${again}>${t('again')}<//>`}</div>`;
}

// One choice among a few, as chips.
export function Chips({ label, options, value, choose }) {
  return html`<div class="chips" role="radiogroup" aria-label=${label}>${options.map((option) => html`
    <button type="button" role="radio" aria-checked=${option.value === value} key=${option.value}
      class=${`chip-choice ${option.value === value ? 'on' : ''}`}
      onClick=${() => { haptic.select(); choose(option.value); }}>${drawn(option.label)}</button>`)}</div>`;
}

export function Switch({ title, note, on, set, disabled }) {
  return html`<label class="row"><span class="row-main"><span class="row-title">${title}</span>
    ${note && html`<span class="row-note">${note}</span>`}</span>
    <input type="checkbox" role="switch" class="switch" checked=${on} disabled=${disabled}
      onChange=${(event) => { haptic.select(); set(event.currentTarget.checked); }} /></label>`;
}
