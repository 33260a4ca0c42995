// Short notices that go away by themselves and are read aloud.
import { createStore, useStore } from '../store.js';
import { haptic } from '../telegram.js';
import { html } from '../vendor.js';
import { Icon, drawn, problemText } from './parts.js';

const STAY_MS = 4_500;
const toasts = createStore({ all: [] });
let last = 0;

function show(kind, text) {
  const id = last += 1;
  toasts.set(({ all }) => ({ all: [...all, { id, kind, text }].slice(-2) }));
  setTimeout(() => toasts.set(({ all }) => ({ all: all.filter((one) => one.id !== id) })), STAY_MS);
}

export function say(text) {
  show('good', text);
}

export function sayDone(text) {
  haptic.success();
  show('good', text);
}

export function sayProblem(problem) {
  haptic.error();
  show('bad', typeof problem === 'string' ? problem : problemText(problem));
}

export function Toasts() {
  const { all } = useStore(toasts);
  return html`<div class="toasts" role="status" aria-live="polite">${all.map((one) => html`
    <div class=${`toast ${one.kind}`} key=${one.id}>
      <${Icon} name=${one.kind === 'bad' ? 'circle-alert' : 'circle-check'} size=${20} /><span>${drawn(one.text)}</span>
      </div>`)}</div>`;
}
