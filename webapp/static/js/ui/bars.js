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
      main: relay('main'), second: relay('second'), sheet: wanted.sheet, back: wanted.back && (() => fresh.current.back()),
    });
  }, [told, Boolean(wanted.back)]);
  useEffect(() => () => release(id.current), []);
}

export function BalanceChip() {
  const stars = useStore(house, (state) => state.balances?.XTR?.available);
  const stranger = useStore(house, (state) => state.phase === 'signed-out');
  if (stranger) return html`<button type="button" class="balance-chip" onClick=${() => house.set({ entering: true })}>${t('signin')}</button>`;
  return html`<button type="button" class="balance-chip" onClick=${() => go('/wallet')}
    aria-label=${t('chip-label', { amount: stars === undefined ? '' : number(stars) })}>
    ${stars === undefined ? html`<span class="bone bone-chip" />` : html`<span class="num">${number(stars)}</span>`}<${Star} />
      </button>`;
}

// A new screen is read out from its title on; the first one begins at the top of the page.
let arrived = false;
function useFocus() {
  const title = useRef(null);
  useEffect(() => {
    const covered = document.documentElement.classList.contains('has-sheet');
    if (arrived && !covered) title.current.focus({ preventScroll: true });
    arrived = true;
  }, []);
  return title;
}

export function Head({ title, lead }) {
  const place = usePlace();
  const deep = place.above !== null;
  const spot = useFocus();
  return html`<header class="head">
    ${deep && !inside && html`<button type="button" class="head-back" aria-label=${t('back')} onClick=${pressBack}>
      <${Icon} name="chevron-left" /></button>`}
    ${lead}<h1 tabindex="-1" ref=${spot}>${title}</h1><${BalanceChip} /></header>`;
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
      onClick=${() => { haptic.select(); pressTab(path); }}><${Icon} name=${icon} /><span>${t(`tab-${name}`)}</span>
        </button>`)}</nav>`;
}

// Main and second button drawn by us, where Telegram has none of them.
export function OwnButtons({ main, second }) {
  const shown = { main: ownMain && main, second: ownSecond && second };
  if (!shown.main && !shown.second) return null;
  return html`<div class="actions">
    ${shown.second && html`<${Button} kind="soft" press=${second.press}
      disabled=${second.enabled === false}>${second.text}<//>`}
    ${shown.main && html`<${Button} kind=${main.danger ? 'danger' : 'main'} press=${main.press} busy=${main.busy}
      disabled=${main.enabled === false}>${main.text}<//>`}
  </div>`;
}

// A sheet holds its own.
export function ActionBar() {
  useStore(bars);
  const { main, second, sheet } = shownButtons();
  return sheet ? null : html`<${OwnButtons} main=${main} second=${second} />`;
}
