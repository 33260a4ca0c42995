// What happened to a gift, newest first: each with how sure it is.
import { ago, money } from '../../format.js';
import { go } from '../../router.js';
import { PagedList } from '../../ui/list.js';
import { usePages } from '../../ui/load.js';
import { Icon, drawn } from '../../ui/parts.js';
import { html } from '../../vendor.js';
import { t } from '../../words.js';
import { giftName } from './lot.js';
import { marketName } from './shelf.js';
import { sureness } from './value.js';

const ICONS = { listed: 'tag', repriced: 'pencil', delisted: 'undo-2', sold: 'check', moved: 'send', gone: 'circle-alert' };
const SURE = 0.95;

const short = (who) => (who.length > 16 ? `${who.slice(0, 6)}…${who.slice(-4)}` : who);

function between({ from, to }) {
  if (from && to) return t('gifts-from-to', { from: short(from), to: short(to) });
  return to ? t('gifts-to', { to: short(to) }) : '';
}

// With `titles`, in a list of several gifts: it says which one, and leads there.
export function eventRow(event, titles) {
  const word = t(`gifts-event-${event.kind}`);
  const named = typeof titles === 'function';
  const noted = [named && word, event.market && marketName(event.market), ago(event.at), between(event)].filter(Boolean).join(' · ');
  const doubts = [event.confidence < SURE && sureness(event.confidence), event.wash && t('gifts-wash')].filter(Boolean).join(' · ');
  const tag = named ? 'button' : 'div';
  return html`<${tag} type=${named ? 'button' : null} class="row" key=${event.id} onClick=${named ? () => go(`/gift/${event.gift}`) : null}><span class=${event.kind === 'sold' ? 'tile' : 'tile quiet'}><${Icon} name=${ICONS[event.kind] || 'circle-alert'} size=${20} /></span>
    <span class="row-main"><span class="row-title">${named ? giftName(event.gift, titles) : word}</span><span class="row-note num">${noted}</span>
      ${doubts && html`<span class="row-note doubt">${doubts}</span>`}</span>
    ${event.buyer_total && html`<span class="row-side"><span class="num">${drawn(money(event.buyer_total))}</span></span>`}<//>`;
}

// `newest` came by the feed since the page was read.
export function Events({ gift, newest }) {
  const pages = usePages(`/gifts/${gift}/events`, { limit: 20 });
  const there = new Set(pages.items.map((one) => one.id));
  const items = [...(newest || []).filter((one) => !there.has(one.id)), ...pages.items];
  return html`<h2 class="section-title">${t('gifts-history')}</h2>
    <${PagedList} pages=${{ ...pages, items }} rows=${3} row=${(event) => eventRow(event)} empty=${{ icon: 'history', text: t('gifts-history-none') }} />`;
}
