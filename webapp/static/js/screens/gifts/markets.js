// The markets: how each can be read, how old what we know is, and its fees.
import './ready.js';
import { now } from '../../config.js';
import { ago, permille } from '../../format.js';
import { Head } from '../../ui/bars.js';
import { Fail, Icon, SkeletonRows } from '../../ui/parts.js';
import { html } from '../../vendor.js';
import { t } from '../../words.js';
import { marketName, span, useMarkets, useTick } from './shelf.js';

const STATE_ICONS = { ok: 'circle-check', degraded: 'clock', blocked: 'circle-alert', auth_expired: 'lock', off: 'x' };

function fees({ on_top_bps: onTop, inside_bps: inside, seller_bps: seller }) {
  const said = [[onTop, 'gifts-fee-top'], [inside, 'gifts-fee-inside'], [seller, 'gifts-fee-seller']].filter(([bps]) => bps > 0);
  return said.length ? said.map(([bps, key]) => t(key, { share: permille(bps / 10) })).join(', ') : t('gifts-fee-none');
}

function since(one) {
  const age = span(now() - Date.parse(one.since));
  return age ? t('gifts-since', { age }) : t('just-now');
}

function MarketRow({ one }) {
  const known = one.read_at ? ago(one.read_at) : t('gifts-read-never');
  const bad = one.state !== 'ok' && one.state !== 'off';
  return html`<div class="row market"><span class=${`tile ${bad ? 'warn' : one.state === 'off' ? 'quiet' : ''}`}><${Icon} name=${STATE_ICONS[one.state]} size=${20} /></span>
    <span class="row-main"><span class="row-title">${marketName(one.market)}</span><span class="row-note">${fees(one.fees)}</span></span>
    <span class="row-side"><span>${t(`gifts-state-${one.state}`)}</span><span class="row-note num">${one.state === 'off' ? '' : one.state === 'ok' ? known : since(one)}</span></span></div>`;
}

export default function Markets() {
  const load = useMarkets();
  useTick();
  return html`<${Head} title=${t('gifts-markets')} />
    <div class="card">${load.status === 'loading' ? html`<${SkeletonRows} rows=${6} />`
      : load.status === 'error' ? html`<${Fail} problem=${load.problem} again=${load.again} safe=${t('gifts-safe')} />`
        : load.data.items.map((one) => html`<${MarketRow} key=${one.market} one=${one} />`)}</div>
    <p class="section-note">${t('gifts-markets-note')}</p>`;
}
