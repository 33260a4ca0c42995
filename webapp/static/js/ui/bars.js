// The frame of a screen: its head, the five places below, and the buttons that Telegram draws for
// us inside and that we draw ourselves outside.
import { number } from '../format.js';
import { go, pressTab, usePlace } from '../router.js';
import { house, useStore } from '../store.js';
import { bars, claim, haptic, inside, ownMain, ownSecond, pressBack, release, shownButtons } from '../telegram.js';
import { html, useEffect, useRef } from '../vendor.js';
import { t } from '../words.js';
import { Button, Icon, Star } from './parts.js';

let lastId = 0;

// Claim the buttons for as long as the component stands: { main, second, back }, each
// { text, press, enabled, busy } or, for back, a function.
export function useBar(wanted) {
  const id = useRef(0);
  if (!id.current) id.current = lastId += 1;
  // Drawn texts and states decide whether Telegram must be told again; handlers are always fresh.
  const fresh = useRef(wanted);
  fresh.current = wanted;
  const told = JSON.stringify(wanted);
  useEffect(() => {
    const relay = (key) => wanted[key] && { ...wanted[key], press: () => fresh.current[key]?.press() };
    claim(id.current, {
      main: relay('main'), second: relay('second'), back: wanted.back && (() => fresh.current.back()),
    });
  }, [told, Boolean(wanted.back)]);
  useEffect(() => () => release(id.current), []);
}

export function BalanceChip() {
  const stars = useStore(house, (state) => state.balances?.XTR?.available);
  return html`<button type="button" class="balance-chip" onClick=${() => go('/wallet')}
    aria-label=${t('chip-label', { amount: stars === undefined ? '' : number(stars) })}>
    ${stars === undefined ? html`<span class="bone bone-chip" />` : html`<span class="num">${number(stars)}</span>`}<${Star} /></button>`;
}

export function Head({ title, lead }) {
  const place = usePlace();
  const deep = place.above !== null;
  return html`<header class="head">
    ${deep && !inside && html`<button type="button" class="head-back" aria-label=${t('back')} onClick=${pressBack}><${Icon} name="chevron-left" /></button>`}
    ${lead}<h1>${title}</h1><${BalanceChip} /></header>`;
}

const TABS = [
  ['home', '/', 'house'], ['gifts', '/gifts', 'gift'], ['play', '/play', 'dices'],
  ['deals', '/deals', 'handshake'], ['events', '/events', 'calendar-days'],
];

export function TabBar() {
  const place = usePlace();
  const covered = useStore(bars, (state) => state.stack.some((entry) => entry.main || entry.second));
  if (covered) return null;
  return html`<nav class="tabs" aria-label=${t('places')}>${TABS.map(([name, path, icon]) => html`
    <button type="button" key=${name} class=${place.tab === name ? 'on' : ''} aria-current=${place.tab === name ? 'page' : null}
      onClick=${() => { haptic.select(); pressTab(path); }}><${Icon} name=${icon} /><span>${t(`tab-${name}`)}</span></button>`)}</nav>`;
}

// Our own main and second button, where Telegram has none.
export function ActionBar() {
  useStore(bars);
  const { main, second } = shownButtons();
  const mine = { main: ownMain && main, second: ownSecond && second };
  if (!mine.main && !mine.second) return null;
  return html`<div class="actions">
    ${mine.second && html`<${Button} kind="soft" press=${mine.second.press} disabled=${mine.second.enabled === false}>${mine.second.text}<//>`}
    ${mine.main && html`<${Button} kind=${main.danger ? 'danger' : 'main'} press=${mine.main.press} busy=${mine.main.busy} disabled=${mine.main.enabled === false}>${mine.main.text}<//>`}
  </div>`;
}
