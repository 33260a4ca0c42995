// Arbitrage on paper: what would pay now after all that is taken off, and how earlier signals ended.
import './ready.js';
import { now } from '../../config.js';
import { ago, fullTime, isZero, less, money, movement, number } from '../../format.js';
import { go } from '../../router.js';
import { Head } from '../../ui/bars.js';
import { PagedList } from '../../ui/list.js';
import { usePages } from '../../ui/load.js';
import { Chips, Icon, Row, drawn } from '../../ui/parts.js';
import { Sheet } from '../../ui/sheet.js';
import { sayProblem } from '../../ui/toast.js';
import { html, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { Art, giftTitle } from './lot.js';
import { marketName, read, span, useTick } from './shelf.js';

const PAGE = { limit: 20 };
const named = (signal) => giftTitle(signal.title, signal.gift.split('-').pop());
const way = (signal) => t('gifts-paper-way', { buy: marketName(signal.buy_market), sell: marketName(signal.sell_market) });
const off = (value) => movement({ ...value, amount: less('0', value.amount) });

// What came of it and when; as long as that is open, what would and until when.
function ending(signal) {
  if (signal.state === 'open') return [movement(signal.profit), t('gifts-paper-ends-in', { age: span(Math.max(60_000, Date.parse(signal.ends_at) - now())) })];
  return [signal.gain ? movement(signal.gain) : t('gifts-paper-no-gain'), ago(signal.closed_at || signal.ends_at)];
}

function SignalRow({ signal, open, told }) {
  const [sum, when] = ending(signal);
  return html`<button type="button" class="row lot" onClick=${open}><${Art} path=${`/gifts/${signal.gift}/picture`} />
    <span class="row-main"><span class="row-title num">${drawn(sum)}</span><span class="row-note">${signal.model}</span><span class="row-note num">${named(signal)}</span>
      <span class="row-note">${way(signal)}</span><span class="row-note num">${told ? `${t(`gifts-paper-${signal.state}`)} · ${when}` : when}</span></span>
    <${Icon} name="chevron-right" size=${18} /></button>`;
}

function lines(signal) {
  const fee = { ...signal.ask, amount: less(signal.ask.amount, signal.net.amount) };
  const costs = [[t('gifts-paper-fee'), fee], [t('gifts-paper-gas'), signal.gas], [t('gifts-paper-moving'), signal.moving], [t('gifts-paper-lock'), signal.lock]];
  return [
    [t('gifts-paper-cost', { market: marketName(signal.buy_market) }), money(signal.cost)],
    [t('gifts-paper-ask', { market: marketName(signal.sell_market) }), money(signal.ask)],
    ...costs.filter(([, value]) => !isZero(value.amount)).map(([name, value]) => [name, off(value)]),
    [t('gifts-paper-profit'), movement(signal.profit)],
    [t('gifts-paper-opened'), fullTime(signal.opened_at)],
    [t('gifts-paper-from'), fullTime(signal.sell_from)],
    [t('gifts-paper-until'), fullTime(signal.ends_at)],
    ...(signal.proceeds ? [[t('gifts-paper-proceeds'), money(signal.proceeds)]] : []),
    ...(signal.gain ? [[t('gifts-paper-gain'), movement(signal.gain)]] : []),
  ];
}

function SignalSheet({ signal, close }) {
  const show = (path) => { close(); go(path); };
  const look = (listing) => read(`/gifts/listings/${encodeURIComponent(listing)}`).then((lot) => show(`/gift/${lot.gift}`), sayProblem);
  return html`<${Sheet} title=${named(signal)} close=${close} main=${{ text: t('gifts-open-gift'), press: () => show(`/gift/${signal.gift}`) }} second=${{ text: t('close'), press: close }}>
    <p class="sheet-note first">${t(`gifts-paper-${signal.state}-note`)}</p>
    <dl class="facts">${lines(signal).map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd class="num">${drawn(value)}</dd></div>`)}</dl>
    <section class="section"><h3 class="section-title">${t('gifts-paper-compared')}</h3><p class="sheet-note">${t('gifts-comparables-note', { level: t(`gifts-level-${signal.level}`) })}</p>
      <div class="card">${signal.compared.map((one, at) => html`<${Row} key=${one.listing} icon="tag" title=${t('gifts-paper-lot', { n: at + 1, market: marketName(one.listing.split(':')[0]) })}
        side=${money(one.buyer_total)} press=${() => look(one.listing)} />`)}</div></section><//>`;
}

const COUNTED = ['won', 'lost', 'expired', 'open'];

function Score({ score }) {
  const sums = [['best', score.best], ['worst', score.worst]].filter(([, value]) => value);
  return html`<div class="card collection-face"><dl class="figures">
      <div><dt>${t('gifts-paper-all')}</dt><dd class="num">${drawn(movement(score.gain))}</dd></div>
      <div><dt>${t('gifts-paper-tied')}</dt><dd class="num">${drawn(money(score.tied))}</dd></div>
      ${COUNTED.map((state) => html`<div key=${state}><dt>${t(`gifts-paper-${state}`)}</dt><dd class="num">${number(String(score[state]))}</dd></div>`)}
      ${sums.map(([name, value]) => html`<div key=${name}><dt>${t(`gifts-paper-${name}`)}</dt><dd class="num">${drawn(movement(value))}</dd></div>`)}</dl></div>
    <p class="section-note">${t(score.reconciled ? 'gifts-paper-adds-up' : 'gifts-paper-adds-not')}</p>`;
}

const TABS = { now: '/gifts/arbitrage', journal: '/gifts/arbitrage/journal' };

function Signals({ tab }) {
  const pages = usePages(TABS[tab], PAGE);
  const [opened, open] = useState(null);
  const told = tab === 'journal';
  return html`${told && pages.data && pages.items.length > 0 && html`<${Score} score=${pages.data.score} />`}
    <${PagedList} pages=${pages} rows=${5} empty=${{ icon: 'coins', text: t(`gifts-paper-${tab}-none`) }}
      row=${(one) => html`<${SignalRow} key=${one.id} signal=${one} told=${told} open=${() => open(one)} />`} />
    ${opened && html`<${SignalSheet} signal=${opened} close=${() => open(null)} />`}`;
}

export default function Arbitrage() {
  const [tab, setTab] = useState('now');
  useTick();
  return html`<${Head} title=${t('gifts-paper')} />
    <p class="section-note paper">${t('gifts-paper-note')}</p>
    <div class="tools"><${Chips} label=${t('gifts-paper')} value=${tab} choose=${setTab} options=${Object.keys(TABS).map((value) => ({ value, label: t(`gifts-paper-tab-${value}`) }))} /></div>
    <${Signals} key=${tab} tab=${tab} />`;
}
