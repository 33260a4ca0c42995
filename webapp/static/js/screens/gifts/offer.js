// One offer, with the maths: the market's price, what comes on top, what the seller is left with.
import { ago, fullTime, isZero, less, money } from '../../format.js';
import { openOutside } from '../../telegram.js';
import { Button, Icon } from '../../ui/parts.js';
import { Confirm } from '../../ui/sheet.js';
import { html } from '../../vendor.js';
import { t } from '../../words.js';
import { Price, locked, marks } from './lot.js';
import { freshness, marketName } from './shelf.js';

export function OfferRow({ lot, worth, markets, open, gone }) {
  const { down, words } = freshness(lot.market, lot.source, markets);
  const noted = [...marks(lot), lot.onchain && t('gifts-onchain-true')].filter(Boolean).join(' · ');
  return html`<button type="button" class=${gone ? 'row gone' : 'row'} onClick=${open}><span class="tile"><${Icon} name="store" size=${20} /></span>
    <span class="row-main"><span class="row-title">${marketName(lot.market)}</span>${noted && html`<span class="row-note">${noted}</span>`}</span>
    <${Price} value=${lot.buyer_total} worth=${worth(lot.buyer_total)} stale=${down} words=${words} />
    <${Icon} name="chevron-right" size=${18} /></button>`;
}

const same = (one, other) => one.asset === other.asset;

// Price and fee make the total; price less the market's share is what the seller gets.
function maths(lot) {
  const { price, buyer_total: total, seller_net: net } = lot;
  const onTop = same(price, total) ? less(total.amount, price.amount) : '0';
  const share = same(price, net) ? less(price.amount, net.amount) : '0';
  return [
    [t('gifts-price'), money(price)],
    [t('gifts-on-top'), isZero(onTop) ? t('gifts-on-top-none') : `+${money({ asset: price.asset, amount: onTop })}`],
    [t('gifts-you-pay'), money(total)],
    ...(isZero(share) ? [] : [[t('gifts-market-share'), money({ asset: price.asset, amount: share })]]),
    [t('gifts-seller-gets'), money(net)],
  ];
}

// Where no basket is wanted: straight to where it is sold.
function Buy({ lot }) {
  if (!lot.link) return null;
  return html`<${Button} kind="soft there" press=${() => openOutside(lot.link)}><${Icon} name="external-link" size=${18} /> ${t('gifts-buy-there', { market: marketName(lot.market) })}<//>`;
}

export function OfferSheet({ lot, markets, worth, add, busy, close }) {
  const { down, words } = freshness(lot.market, lot.source, markets);
  const estimate = worth(lot.buyer_total);
  const lines = [...maths(lot), ...(estimate ? [[t('gifts-in-currency'), estimate]] : []),
    ...(lot.listed_at ? [[t('gifts-listed'), ago(lot.listed_at)]] : [])];
  const buyable = lot.sale_kind === 'fix' && !locked(lot) && lot.buyer_total.asset === 'TON';
  return html`<${Confirm} title=${t('gifts-offer', { market: marketName(lot.market) })} close=${close} busy=${busy}
    lines=${lines} act=${{ text: t('gifts-add', { amount: money(lot.buyer_total) }), press: add, enabled: buyable && !down }}>
    ${locked(lot) && html`<p class="sheet-note">${t('gifts-locked-until', { time: fullTime(lot.locked_until) })}</p>`}
    ${lot.sale_kind !== 'fix' && html`<p class="sheet-note">${t(`gifts-kind-${lot.sale_kind}-note`)}</p>`}
    ${words && html`<p class="sheet-note">${marketName(lot.market)}: ${words}</p>`}
    ${worth.source(lot.buyer_total) && html`<p class="sheet-note">${worth.source(lot.buyer_total)}</p>`}
    <p class="sheet-note">${t('gifts-add-note')}</p>
    <${Buy} lot=${lot} /><//>`;
}
