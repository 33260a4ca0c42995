// Are the dice even? All values thrown in our matches, against the even distribution.
import './ready.js';
import { api } from '../../api.js';
import { number } from '../../format.js';
import { Head } from '../../ui/bars.js';
import { useLoad } from '../../ui/load.js';
import { Chips, Empty, Fail, Section, SkeletonRows } from '../../ui/parts.js';
import { bring, wear } from '../../ui/style.js';
import { html, useEffect, useRef, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { gameName } from './game.js';

const HEIGHT = 220;
const UNLIKELY = 0.01;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// Preact's own tree ends at the box: what is inside belongs to uPlot.
function draw(box, uPlot, { values, n }) {
  const shown = Object.keys(values).map(Number);
  const counts = shown.map((value) => values[value]);
  const probe = getComputedStyle(box);
  const line = colour('--o-line');
  const axis = { stroke: probe.color, grid: { stroke: line, width: 1 }, ticks: { show: false }, font: `13px ${probe.fontFamily}` };
  return new uPlot({
    width: box.clientWidth, height: HEIGHT, legend: { show: false }, cursor: { show: false },
    scales: { x: { time: false, range: [0.4, shown.length + 0.6] }, y: { range: (_, low, high) => [0, Math.max(high, n / shown.length) * 1.15 || 1] } },
    axes: [{ ...axis, grid: { show: false }, splits: () => shown, values: (_, all) => all.map((value) => number(String(value))) },
      { ...axis, size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10_000, 100_000], values: (_, all) => all.map((value) => number(String(value))) }],
    series: [{}, { fill: probe.getPropertyValue('--bar-fill').trim() || probe.color, stroke: 'transparent', paths: uPlot.paths.bars({ size: [0.62, 60], radius: 0.12 }), points: { show: false } },
      { stroke: probe.color, width: 1, dash: [5, 5], points: { show: false } }],
  }, [shown, counts, shown.map(() => n / shown.length)], box);
}

function Plot({ found }) {
  const box = useRef(null);
  const [failed, fail] = useState(false);
  useEffect(() => {
    let plot = null;
    let gone = false;
    Promise.all([bring('vendor/uplot.js', 'uPlot'), wear('vendor/uplot.css')]).then(([uPlot]) => {
      if (!gone) plot = draw(box.current, uPlot, found);
    }, () => fail(true));
    const fit = () => plot?.setSize({ width: box.current.clientWidth, height: HEIGHT });
    addEventListener('resize', fit);
    return () => { gone = true; removeEventListener('resize', fit); plot?.destroy(); };
  }, [found]);
  return failed ? null : html`<div class="plot" ref=${box} aria-hidden="true" />`;
}

function Figures({ found }) {
  const even = number((found.n / Object.keys(found.values).length).toFixed(1).replace(/\.0$/, ''));
  return html`<table class="counts num"><caption>${t('play-counts')}</caption>
      <thead><tr><th scope="col">${t('play-value')}</th><th scope="col">${t('play-count')}</th><th scope="col">${t('play-even')}</th></tr></thead>
      <tbody>${Object.entries(found.values).map(([value, count]) => html`<tr key=${value}><th scope="row">${number(value)}</th>
        <td>${number(String(count))}</td><td>${even}</td></tr>`)}</tbody></table>
    <dl class="facts"><div><dt>${t('play-sample')}</dt><dd class="num">${number(String(found.n))}</dd></div>
      <div><dt>${t('play-chi')}</dt><dd class="num">${number(found.chi_square)}</dd></div>
      <div><dt>${t('play-p')}</dt><dd class="num">${number(found.p)}</dd></div></dl>`;
}

export default function Fairness() {
  const [game, setGame] = useState('dice');
  const read = useLoad(`fairness/${game}`, () => api.get('/fairness/dice', { game }, { open: true }));
  const found = read.data;
  return html`<${Head} title=${t('play-fairness')} />
    <div class="tools"><${Chips} label=${t('play-game')} value=${game} choose=${setGame}
      options=${['dice', 'target'].map((code) => ({ value: code, label: gameName(code) }))} /></div>
    <div class="card">${read.status === 'loading' && html`<${SkeletonRows} rows=${6} />`}
      ${read.status === 'error' && html`<${Fail} problem=${read.problem} again=${read.again} />`}
      ${found && !found.n && html`<${Empty} icon="chart-column" text=${t('play-counts-none')} />`}
      ${found && found.n > 0 && html`<${Plot} found=${found} /><${Figures} found=${found} />`}</div>
    ${found && found.n > 0 && html`<p class="section-note" role="status">${t(Number(found.p) < UNLIKELY ? 'play-p-low' : 'play-p-fine')}</p>`}
    <${Section} title=${t('play-how')}><p class="row how">${t('play-how-throw')}</p><p class="row how">${t('play-how-hidden')}</p>
      <p class="row how">${t('play-how-late')}</p><p class="row how">${t('play-how-tie')}</p><//>`;
}
