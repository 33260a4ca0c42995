// One line over time: hairline grid, the value under the finger, gaps in data as gaps in the line.
import { number } from '../format.js';
import { html, useEffect, useRef, useState } from '../vendor.js';
import { language } from '../words.js';
import { bring, wear } from './style.js';

const HEIGHT = 180;
const DAY_S = 86_400;
// How far apart marks may stand, in seconds: from a minute to a year.
const STEPS_S = [60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, ...[1, 2, 7, 14, 30, 60, 90, 180, 365].map((days) => days * DAY_S)];
const library = () => Promise.all([bring('vendor/uplot.js', 'uPlot'), wear('vendor/uplot.css')]).then(([uPlot]) => uPlot);
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

// Short, for the axis: the exact value stands above the plot.
const short = (value) => new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: 4 }).format(value);

// Even a flat line has room above and below it.
function bounds(_, low, high) {
  if (low === null) return [0, 1];
  const room = (high - low) * 0.1 || Math.abs(high) * 0.1 || 1;
  return [Math.max(0, low - room), high + room];
}

function options(uPlot, width, { tick, pick, byDay }) {
  const grid = { stroke: colour('--line') || '#8884', width: 1 / devicePixelRatio };
  const axis = { stroke: colour('--hint') || '#888', font: FONT, grid, ticks: { show: false } };
  return {
    width, height: HEIGHT, legend: { show: false }, padding: [8, 4, 0, 32],
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 9 } },
    scales: { y: { range: bounds } },
    axes: [{ ...axis, size: 30, grid: { show: false }, space: byDay ? 56 : 72, incrs: STEPS_S.filter((step) => !byDay || step >= DAY_S), values: (_, at) => at.map(tick) }, { ...axis, side: 1, size: 52, space: 36, values: (_, at) => at.map(short) }],
    series: [{}, { stroke: colour('--accent') || '#48f', width: 2, spanGaps: false, points: { show: alone, size: 5, fill: colour('--accent') } }],
    hooks: { setCursor: [(plot) => pick(plot.cursor.idx ?? null)] },
  };
}

// A value between two gaps has no line, so it is a dot.
function alone(plot, series, from, to) {
  const values = plot.data[series];
  for (let at = from; at <= to; at += 1) {
    if (values[at] !== null && (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null) return true;
  }
  return values.filter((one) => one !== null).length < 24;
}

// The finger moves the cursor; up and down still scrolls the page.
function touch(plot) {
  const move = (event) => {
    const { left } = plot.over.getBoundingClientRect();
    plot.setCursor({ left: event.clientX - left, top: 0 });
  };
  for (const name of ['pointerdown', 'pointermove']) plot.over.addEventListener(name, move);
}

// `points` are { at (ms), value (decimal text or null) }; `pick(index)` tells what is under the
// finger, null for nothing. `label` is what is read out.
// `byDay`: its marks are days, and each stands once.
export function Plot({ points, tick, pick, label, byDay = false }) {
  const spot = useRef(null);
  const fresh = useRef({ tick, pick });
  fresh.current = { tick, pick };
  const [scheme, setScheme] = useState('');
  useEffect(() => {
    const look = () => setScheme(`${colour('--accent')}${colour('--line')}${colour('--hint')}`);
    const seen = new MutationObserver(() => setTimeout(look));
    seen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-scheme', 'style'] });
    return () => seen.disconnect();
  }, []);
  useEffect(() => {
    let plot = null;
    let over = false;
    const data = [points.map((one) => one.at / 1000), points.map((one) => (one.value === null ? null : Number(one.value)))];
    const draw = (uPlot) => {
      if (over || !spot.current) return;
      const relay = { tick: (at) => fresh.current.tick(at * 1000), pick: (at) => fresh.current.pick(at), byDay };
      plot = new uPlot(options(uPlot, spot.current.clientWidth, relay), data, spot.current);
      touch(plot);
    };
    library().then(draw, () => {});
    const sized = new ResizeObserver(() => { if (plot && spot.current) plot.setSize({ width: spot.current.clientWidth, height: HEIGHT }); });
    sized.observe(spot.current);
    return () => { over = true; sized.disconnect(); plot?.destroy(); };
  }, [points, scheme]);
  return html`<div class="plot" role="img" aria-label=${label} ref=${spot} />`;
}

// The least and the largest of the values, as texts, for those who cannot see the line.
export function extremes(points) {
  const values = points.map((one) => one.value).filter((one) => one !== null);
  const order = [...values].sort((one, other) => Number(one) - Number(other));
  return order.length ? { least: number(order[0]), most: number(order.at(-1)), last: number(values.at(-1)) } : null;
}
