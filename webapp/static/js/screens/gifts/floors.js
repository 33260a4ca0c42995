// The floor of a collection over time: range chips, the value under the finger, gaps as gaps.
import { now } from '../../config.js';
import { clock, fullTime, money, zone } from '../../format.js';
import { useLoad } from '../../ui/load.js';
import { Chips, Empty, Fail, drawn } from '../../ui/parts.js';
import { Plot, extremes } from '../../ui/plot.js';
import { html, useMemo, useState } from '../../vendor.js';
import { language, t } from '../../words.js';
import { read } from './shelf.js';

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;
// Each range in steps that a phone's width can show; all is as far back as the longest step goes.
const RANGES = {
  '1h': { step: '1m', spanS: HOUR_S }, '1d': { step: '15m', spanS: DAY_S }, '1w': { step: '1h', spanS: 7 * DAY_S },
  '1m': { step: '6h', spanS: 30 * DAY_S }, all: { step: '1d', spanS: 730 * DAY_S },
};
const LINES = ['floor', 'robust'];

const day = (at) => new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: zone() }).format(at);
const SHORT = ['1h', '1d'];
const tickOf = (range) => (at) => (SHORT.includes(range) ? clock(at) : day(at));

// To the minute, so that the same is asked by many and the answer can be kept.
function asked(range) {
  const { step, spanS } = RANGES[range];
  const to = Math.floor(now() / 60_000) * 60;
  return { from: new Date((to - spanS) * 1000).toISOString(), to: new Date(to * 1000).toISOString(), step };
}

// All begins where something is known first.
function trimmed(points, range) {
  const first = points.findIndex((one) => one.value !== null);
  return range === 'all' && first > 0 ? points.slice(Math.max(0, first - 1)) : points;
}

function useFloors(key, range, model) {
  const load = useLoad(`gifts/floors/${key}/${range}/${model || ''}`, () => read(`/gifts/collections/${key}/floors`, { ...asked(range), model }));
  return load;
}

export function Floors({ collection, model }) {
  const [range, setRange] = useState('1d');
  const [line, setLine] = useState(LINES[0]);
  const [at, pick] = useState(null);
  const load = useFloors(collection, range, model);
  const points = useMemo(() => trimmed((load.data?.items || []).map((one) => ({ at: Date.parse(one.at), value: one[line], depth: one.depth })), range), [load.data, line, range]);
  const there = extremes(points);
  const one = (at !== null && points[at]) || points.findLast((each) => each.value !== null);
  const asset = load.data?.asset || 'TON';
  const options = Object.keys(RANGES).map((value) => ({ value, label: t(`gifts-range-${value}`) }));
  return html`<div class="card floors">
    <div class="plot-head" aria-live="polite"><span class="plot-value num">${one?.value ? drawn(money({ asset, amount: one.value })) : t('gifts-unknown')}</span>
      <span class="row-note num">${one && (one.value ? t('gifts-floor-at', { time: fullTime(one.at), depth: one.depth ?? 0 }) : fullTime(one.at))}</span></div>
    <div class="plot-body">
      ${load.status === 'loading' && html`<div class="plot bone" aria-busy="true" />`}
      ${load.status === 'error' && html`<${Fail} problem=${load.problem} again=${load.again} safe=${t('gifts-safe')} />`}
      ${load.data && !there && html`<${Empty} icon="chart-line" text=${t('gifts-floors-none')} />`}
      ${load.data && there && html`<${Plot} points=${points} tick=${tickOf(range)} byDay=${!SHORT.includes(range)} pick=${pick} label=${t('gifts-floors-label', there)} />`}</div>
    <div class="plot-chips"><${Chips} label=${t('gifts-range')} value=${range} choose=${setRange} options=${options} /></div>
    <div class="plot-chips"><${Chips} label=${t('gifts-line')} value=${line} choose=${setLine} options=${LINES.map((value) => ({ value, label: t(`gifts-line-${value}`) }))} /></div></div>
    <p class="section-note">${t(`gifts-line-${line}-note`)}</p>`;
}
