// What I have of gifts: worth now, cost, profit, its line over time, each position, what was sold.
import './ready.js';
import { api } from '../../api.js';
import { ago, money, movement, number } from '../../format.js';
import { go } from '../../router.js';
import { haptic } from '../../telegram.js';
import { Head, useBar } from '../../ui/bars.js';
import { keepFile } from '../../ui/files.js';
import { useLoad } from '../../ui/load.js';
import { Button, Chips, Empty, Fail, Icon, Row, Section, SkeletonRows, drawn } from '../../ui/parts.js';
import { sayProblem } from '../../ui/toast.js';
import { html, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { Days } from './days.js';
import { Art, giftName } from './lot.js';
import { PositionSheet } from './position.js';
import { useTick, useTitles, useWorth } from './shelf.js';
import { TradeSheet } from './trade.js';

const GAINS_FIRST = 5;

function Totals({ load }) {
  const { totals } = load;
  const worth = useWorth();
  const values = load.values.value;
  const codes = Object.keys(values).filter((code) => values[code] !== null);
  const [code, setCode] = useState('TON');
  const shown = code === 'TON' ? money(totals.value) : code === 'XTR' ? money({ asset: 'XTR', amount: values.XTR }) : `${number(values[code])} ${code}`;
  const facts = [['gifts-cost', money(totals.cost)], ['gifts-unrealised', movement(totals.unrealised)], ['gifts-realised', movement(totals.realised)], ['gifts-sell-now', money(totals.sell_now)]];
  const unknown = [totals.unknown_value > 0 && t('gifts-unknown-value', { n: totals.unknown_value }), totals.unknown_cost > 0 && t('gifts-unknown-cost', { n: totals.unknown_cost })].filter(Boolean);
  return html`<div class="total"><p class="total-label">${t('gifts-value-now', { n: totals.gifts })}</p><p class="total-sum long num">${drawn(shown)}</p>
      ${code === 'TON' && html`<p class="total-note num">${worth(totals.value)}</p>`}
      ${codes.length > 1 && html`<${Chips} label=${t('gifts-value-in')} value=${code} choose=${setCode} options=${codes.map((value) => ({ value, label: value === 'XTR' ? t('wallet-asset-xtr') : value }))} />`}
      <dl class="facts">${facts.map(([name, value]) => html`<div key=${name}><dt>${t(name)}</dt><dd class="num">${drawn(value)}</dd></div>`)}</dl></div>
    ${unknown.length > 0 && html`<p class="section-note">${unknown.join(' ')}</p>`}`;
}

// A gift by its number, else its model or collection.
export function subjectName({ gift, collection, model }, titles) {
  if (gift) return giftName(gift, titles);
  return model ? `${titles(collection)}, ${model}` : titles(collection);
}

function PositionRow({ one, open }) {
  const titles = useTitles();
  const noted = [one.quantity > 1 && t('gifts-times', { n: one.quantity }), one.cost ? t('gifts-bought-for', { amount: money(one.cost) }) : t('gifts-cost-unknown')].filter(Boolean).join(' · ');
  return html`<button type="button" class="row lot" onClick=${open}><${Art} path=${one.picture} size=${44} />
    <span class="row-main"><span class="row-title">${subjectName(one.subject, titles)}</span><span class="row-note num">${noted}</span></span>
    <span class="row-side"><span class="num">${one.value ? drawn(money(one.value)) : t('gifts-unknown')}</span>
      ${one.unrealised && html`<span class="row-note num">${drawn(movement(one.unrealised))}</span>`}</span></button>`;
}

const gainRow = (one, titles) => html`<${Row} key=${one.subject.gift + one.sold_at + one.cost?.amount} icon="check" title=${subjectName(one.subject, titles)} note=${ago(one.sold_at)}
  side=${one.profit ? movement(one.profit) : t('gifts-unknown')} sideNote=${one.proceeds ? t('gifts-sold-for', { amount: money(one.proceeds) }) : ''} />`;

function Wallets({ wallets }) {
  return html`<${Section} title=${t('gifts-wallets')} note=${t('gifts-wallets-note')}>${wallets.map((one) => html`<${Row} key=${one.wallet} icon="wallet" tone=${one.failed_at ? 'warn' : ''}
      title=${`${one.wallet.slice(0, 8)}…${one.wallet.slice(-6)}`} note=${one.failed_at ? t('gifts-wallet-failed', { time: ago(one.failed_at) }) : one.read_at ? t('gifts-wallet-read', { time: ago(one.read_at) }) : t('gifts-wallet-waits')} />`)}
    <${Row} icon="plus" title=${t('gifts-wallet-link')} press=${() => go('/wallets')} /><//>`;
}

function Export() {
  const [saving, setSaving] = useState('');
  const save = async (form) => {
    setSaving(form);
    try {
      await keepFile(await api.file('/gifts/portfolio/export', { form }, '*/*'), `gifts.${form}`);
      haptic.success();
    } catch (problem) {
      sayProblem(problem);
    } finally {
      setSaving('');
    }
  };
  return html`<div class="tools">${['csv', 'json'].map((form) => html`<${Button} key=${form} kind="soft" busy=${saving === form} press=${() => save(form)}><${Icon} name="download" size=${18} /> ${form.toUpperCase()}<//>`)}</div>`;
}

function Body({ load, add }) {
  const titles = useTitles();
  const { data } = load;
  const [opened, open] = useState(null);
  const [all, setAll] = useState(false);
  if (!data.positions.length && !data.gains.length) {
    return html`<div class="card"><${Empty} icon="chart-line" text=${t('gifts-portfolio-none')} action=${t('gifts-trade-first')} press=${add} /></div><${Wallets} wallets=${data.wallets} />`;
  }
  const gains = all ? data.gains : data.gains.slice(0, GAINS_FIRST);
  return html`<${Totals} load=${data} />
    <h2 class="section-title">${t('gifts-value-days')}</h2><${Days} />
    <${Section} title=${t('gifts-positions')}>${data.positions.map((one) => html`<${PositionRow} key=${one.subject.gift || one.subject.collection + one.subject.model} one=${one} open=${() => open(one)} />`)}<//>
    ${gains.length > 0 && html`<${Section} title=${t('gifts-gains')} note=${t('gifts-gains-note')}>${gains.map((one) => gainRow(one, titles))}
      ${data.gains.length > gains.length && html`<button type="button" class="row row-all" onClick=${() => setAll(true)}>${t('gifts-facet-all', { n: data.gains.length })}</button>`}<//>`}
    <${Wallets} wallets=${data.wallets} /><${Export} />
    <p class="section-note">${t('gifts-as-of', { time: ago(data.as_of) })}</p>
    ${opened && html`<${PositionSheet} one=${opened} name=${subjectName(opened.subject, titles)} again=${load.again} close=${() => open(null)} />`}`;
}

export default function Portfolio() {
  const load = useLoad('gifts/portfolio', () => api.get('/gifts/portfolio'));
  const [adding, add] = useState(false);
  useTick();
  useBar({ main: load.data && !adding ? { text: t('gifts-trade-add'), press: () => add(true) } : null });
  return html`<${Head} title=${t('gifts-portfolio')} />
    ${load.status === 'loading' && html`<div class="card"><${SkeletonRows} rows=${6} /></div>`}
    ${load.status === 'error' && html`<div class="card"><${Fail} problem=${load.problem} again=${load.again} safe=${t('gifts-safe')} /></div>`}
    ${load.data && html`<${Body} load=${load} add=${() => add(true)} />`}
    ${adding && html`<${TradeSheet} again=${load.again} close=${() => add(false)} />`}`;
}
