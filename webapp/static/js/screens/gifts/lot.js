// A lot in a list: its picture, names, where it is sold, and what it costs the buyer in all.
import { now } from '../../config.js';
import { compare, less, loose, money, permille } from '../../format.js';
import { go } from '../../router.js';
import { haptic } from '../../telegram.js';
import { drawn } from '../../ui/parts.js';
import { html } from '../../vendor.js';
import { known, t } from '../../words.js';
import { freshness, marketName } from './shelf.js';

// A gift's number is its name, so it has no separators.
export const giftTitle = (title, figure) => t('gifts-title', { title, number: String(figure) });

// By its key, `plushpepe-1234`.
export function giftName(key, titles) {
  const [collection, figure] = key.split('-');
  return giftTitle(titles(collection), figure);
}

// A gift that nobody has met has no picture of its own: then its collection's.
function otherwise({ currentTarget: picture }) {
  const [, key] = /\/gifts\/([0-9a-z]+)-[0-9]+\/picture$/.exec(picture.src) || [];
  if (key) picture.src = `/gifts/collections/${key}/picture`;
}

export function Art({ path, size = 48, label = '' }) {
  return html`<img class="art" src=${path} width=${size} height=${size} alt=${label} loading="lazy" decoding="async" onError=${otherwise} />`;
}

export function rarity(trait) {
  if (!trait) return '';
  if (trait.rarity_tier) return known(`gifts-tier-${trait.rarity_tier}`, trait.rarity_tier);
  return trait.rarity_permille === null ? '' : permille(trait.rarity_permille);
}

// How far below what it may fetch, in whole parts of a hundred; 0 for little or nothing.
const WORTH_SAYING = 5;
// So far below that it is rather a slip, a bait or a wrong estimate than a bargain.
const TOO_GOOD = 60;
export function below(lot) {
  const fair = lot.fair_value;
  if (!fair || fair.asset !== lot.buyer_total.asset || compare(lot.buyer_total.amount, fair.amount) >= 0) return 0;
  const share = Math.round(Number(less(fair.amount, lot.buyer_total.amount)) / Number(fair.amount) * 100);
  return share >= WORTH_SAYING ? share : 0;
}

function Bargain({ share }) {
  if (!share) return null;
  const far = share >= TOO_GOOD;
  return html`<span class=${far ? 'row-note doubt' : 'row-note good'}>${far ? t('gifts-below-far') : t('gifts-below', { n: share })}</span>`;
}

// A lock that has ended stays told until its market says otherwise.
export const locked = (lot) => Boolean(lot.locked_until) && Date.parse(lot.locked_until) > now();

// What makes a lot other than one that can be bought at once for its price.
export function marks(lot) {
  return [
    lot.sale_kind !== 'fix' && t(`gifts-kind-${lot.sale_kind}`),
    locked(lot) && t('gifts-locked'),
  ].filter(Boolean);
}

export function Price({ value, worth, stale, words }) {
  return html`<span class=${stale ? 'price row-side stale' : 'price row-side'}><span class="num">${drawn(loose(money(value)))}</span>
    ${worth && html`<span class="row-note num">${worth}</span>`}${words && html`<span class="row-note">${words}</span>`}</span>`;
}

export function LotRow({ lot, titles, worth, markets, gone }) {
  const { down, words } = freshness(lot.market, lot.source, markets);
  const share = below(lot);
  const noted = [marketName(lot.market), ...marks(lot)];
  const open = () => { haptic.tap(); go(`/gift/${lot.gift}`); };
  return html`<button type="button" class=${gone ? 'row lot gone' : 'row lot'} onClick=${open}>
    <${Art} path=${`/gifts/${lot.gift}/picture`} />
    <span class="row-main"><span class="row-title">${lot.model?.name || titles(lot.collection)}</span>
      <span class="row-note num">${giftTitle(titles(lot.collection), lot.number)}</span>
      <span class="row-note">${gone ? t('gifts-lot-gone') : noted.join(' · ')}</span>
      ${!gone && html`<${Bargain} share=${share} />`}</span>
    <${Price} value=${lot.buyer_total} worth=${worth(lot.buyer_total)} stale=${down || gone} words=${words} /></button>`;
}
