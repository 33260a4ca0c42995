// The worth of all that one has, day by day.
import { api } from '../../api.js';
import { money } from '../../format.js';
import { useLoad } from '../../ui/load.js';
import { Chips, Empty, Fail, drawn } from '../../ui/parts.js';
import { Plot, extremes } from '../../ui/plot.js';
import { html, useMemo, useState } from '../../vendor.js';
import { language, t } from '../../words.js';
import { now } from '../../config.js';

const DAY_MS = 86_400_000;
const RANGES = { '1w': 7, '1m': 30, '1y': 365 };
const CODES = ['TON', 'USD', 'XTR'];

const dayOf = (ms) => new Date(ms).toISOString().slice(0, 10);
const tick = (at) => new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(at);

// Every day of the range has its place; a day on which nobody looked is a gap.
function filled(items, days, code) {
  const told = new Map(items.map((one) => [one.day, one.value[code] ?? null]));
  const last = Date.parse(dayOf(now()));
  const made = Array.from({ length: days + 1 }, (_, at) => last - (days - at) * DAY_MS).map((at) => ({ at, value: told.get(dayOf(at)) ?? null }));
  const first = made.findIndex((one) => one.value !== null);
  return first > 0 ? made.slice(Math.max(0, Math.min(first - 1, made.length - 3))) : made;
}

export function Days() {
  const [range, setRange] = useState('1m');
  const [code, setCode] = useState('TON');
  const [at, pick] = useState(null);
  const from = dayOf(now() - RANGES[range] * DAY_MS);
  const load = useLoad(`gifts/days/${from}`, () => api.get('/gifts/portfolio/history', { from }));
  const points = useMemo(() => filled(load.data?.items || [], RANGES[range], code), [load.data, range, code]);
  const there = extremes(points);
  const one = (at !== null && points[at]) || points.findLast((each) => each.value !== null);
  const shown = one?.value && (code === 'USD' ? new Intl.NumberFormat(language, { style: 'currency', currency: 'USD' }).format(Number(one.value)) : money({ asset: code, amount: one.value }));
  return html`<div class="card floors"><div class="plot-head" aria-live="polite"><span class="plot-value num">${shown ? drawn(shown) : t('gifts-unknown')}</span>
      <span class="row-note num">${one ? tick(one.at) : ''}</span></div>
    <div class="plot-body">${load.status === 'loading' && html`<div class="plot bone" aria-busy="true" />`}
      ${load.status === 'error' && html`<${Fail} problem=${load.problem} again=${load.again} safe=${t('gifts-safe')} />`}
      ${load.data && (there ? html`<${Plot} points=${points} tick=${tick} pick=${pick} byDay label=${t('gifts-days-label', there)} />` : html`<${Empty} icon="chart-line" text=${t('gifts-days-none')} />`)}</div>
    <div class="plot-chips"><${Chips} label=${t('gifts-range')} value=${range} choose=${setRange} options=${Object.keys(RANGES).map((value) => ({ value, label: t(`gifts-range-${value}`) }))} /></div>
    <div class="plot-chips"><${Chips} label=${t('gifts-value-in')} value=${code} choose=${setCode} options=${CODES.map((value) => ({ value, label: value === 'XTR' ? t('wallet-asset-xtr') : value }))} /></div></div>`;
}
