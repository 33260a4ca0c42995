// Money out over the chain: how much, where to; checked while it is typed, asked before it is sent.
import './ready.js';
import { act, underWay } from '../../acts.js';
import { api } from '../../api.js';
import { fullTime, money, sum } from '../../format.js';
import { replace, usePlace } from '../../router.js';
import { house, useStore } from '../../store.js';
import { Head, useBar } from '../../ui/bars.js';
import { useLoad } from '../../ui/load.js';
import { Chips, Fail, SkeletonRows, problemText } from '../../ui/parts.js';
import { Confirm } from '../../ui/sheet.js';
import { sayProblem } from '../../ui/toast.js';
import { html, useEffect, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { Address, short } from './address.js';
import { assets, exceeds, fits, shortest } from './amount.js';

const PATIENCE_MS = 350;

// What is wrong with the amount, in words; null when nothing is, or nothing was typed.
function amountFault(amount, asset, quote, available) {
  if (!amount) return null;
  if (!fits(amount, asset)) return t('ton-amount-form');
  const named = (value) => money({ asset: asset.asset, amount: value });
  if (exceeds(quote.least, amount, asset)) return t('ton-amount-least', { least: named(quote.least) });
  if (exceeds(amount, quote.most, asset)) return t('ton-amount-most', { most: named(quote.most) });
  if (exceeds(sum(amount, quote.fee), available, asset)) return t('ton-amount-covers', { total: named(sum(shortest(amount), quote.fee)) });
  return null;
}

// The address is looked at by the server a moment after the last key.
function useCheck(asset, amount, to) {
  const [state, setState] = useState({ for: '', data: null, problem: null });
  const wanted = amount && to ? `${asset.asset}|${amount}|${to}` : '';
  useEffect(() => {
    if (!wanted) return undefined;
    let left = false;
    const timer = setTimeout(() => {
      api.post('/withdrawals/check', { value: { asset: asset.asset, amount: shortest(amount) }, to }).then(
        (data) => { if (!left) setState({ for: wanted, data, problem: null }); },
        (problem) => { if (!left) setState({ for: wanted, data: null, problem }); },
      );
    }, PATIENCE_MS);
    return () => { left = true; clearTimeout(timer); };
  }, [wanted]);
  return wanted && state.for === wanted ? state : { data: null, problem: null };
}

function Amount({ asset, quote, available, value, set, fault }) {
  const named = (amount) => money({ asset: asset.asset, amount });
  return html`<label class="field"><span class="field-name">${t('ton-amount')}</span><span class="field-box">
    <input class="num" name="amount" inputmode="decimal" autocomplete="off" maxlength="30" value=${value} aria-invalid=${Boolean(fault)}
      onInput=${(event) => set(event.currentTarget.value.trim().replace(',', '.'))} /><span class="hint">${asset.symbol}</span></span>
    <span class=${fault ? 'field-note bad num' : 'field-note num'}>${fault || t('ton-amount-note', { available: named(available), fee: named(quote.fee) })}</span></label>`;
}

function Target({ value, set, check, contacts }) {
  const bad = check.problem && check.problem.status !== 429 ? problemText(check.problem) : null;
  const known = check.data?.name ? t('ton-target-known', { name: check.data.name }) : null;
  return html`<label class="field"><span class="field-name">${t('ton-target')}</span><span class="field-box">
    <input name="to" autocomplete="off" autocapitalize="off" spellcheck=${false} maxlength="100" value=${value} aria-invalid=${Boolean(bad)}
      onInput=${(event) => set(event.currentTarget.value.trim())} /></span>
    <span class=${bad ? 'field-note bad' : 'field-note'} role="status">${bad || known || (check.data ? t('ton-target-new') : t('ton-target-note'))}</span></label>
    ${contacts.length > 0 && html`<div class="picks" role="group" aria-label=${t('ton-book')}>${contacts.map((one) => html`<button type="button" class=${`chip-choice ${one.friendly === value ? 'on' : ''}`} key=${one.address}
      onClick=${() => set(one.friendly)}>${one.name || short(one.friendly)}</button>`)}</div>`}`;
}

function Sure({ asset, order, check, close }) {
  const busy = useStore(underWay, (state) => state.paths.includes('/withdrawals'));
  const named = (amount) => money({ asset: asset.asset, amount });
  async function send() {
    try {
      const made = await act('/withdrawals', order);
      replace(`/withdrawal/${made.id}`);
    } catch (refusal) {
      sayProblem(refusal);
      close();
    }
  }
  return html`<${Confirm} title=${t('ton-sure-title')} busy=${busy} close=${close} act=${{ text: t('ton-sure-act', { amount: named(order.value.amount) }), press: send }}
    lines=${[[t('ton-arrives'), named(order.value.amount)], [t('fee'), money(check.fee)], [t('ton-taken'), money(check.total)], [t('ton-network'), check.network === '-239' ? t('ton-network-main') : t('ton-network-test')]]}>
    <p class="sheet-note first">${t('ton-target')}</p><p><${Address} text=${check.to} whole /></p>
    <p class="sheet-note">${t('ton-sure-next')}</p><//>`;
}

function Form({ asset, quote, contacts }) {
  const available = useStore(house, (state) => state.balances?.[asset.asset]?.available) || '0';
  const [amount, setAmount] = useState('');
  const [to, setTo] = useState('');
  const [asking, ask] = useState(false);
  const fault = amountFault(amount, asset, quote, available);
  const check = useCheck(asset, amount && !fault ? amount : '', to);
  const order = { value: { asset: asset.asset, amount: shortest(amount) }, to };
  const waits = check.data?.quarantined_until;
  useBar({ main: asking ? null : { text: t('ton-withdraw-next'), press: () => ask(true), enabled: Boolean(check.data) && !fault } });
  return html`${quote.delayed && html`<p class="section-note delayed" role="status">${t('ton-withdraw-delayed')}</p>`}
    <div class="card padded">
      <${Amount} asset=${asset} quote=${quote} available=${available} value=${amount} set=${setAmount} fault=${fault} />
      <${Target} value=${to} set=${setTo} check=${check} contacts=${contacts} /></div>
    <p class="section-note after-card">${waits ? t('ton-quarantine', { time: fullTime(waits) }) : t('ton-day-left', { amount: money({ asset: asset.asset, amount: quote.day_left }) })}</p>
    ${asking && check.data && html`<${Sure} asset=${asset} order=${order} check=${check.data} close=${() => ask(false)} />`}`;
}

export default function Withdraw() {
  const { rest: [symbol] } = usePlace();
  const asset = assets().find((one) => one.symbol === symbol) || assets()[0];
  const read = useLoad(`withdraw/${asset.asset}`, async () => {
    const [quote, book] = await Promise.all([api.get('/withdrawals/quote', { asset: asset.asset }), api.get('/addresses')]);
    return { quote, contacts: book.items };
  });
  const options = assets().map((one) => ({ value: one.symbol, label: one.symbol }));
  return html`<${Head} title=${t('ton-withdraw')} />
    ${options.length > 1 && html`<div class="tools"><${Chips} label=${t('ton-asset')} value=${asset.symbol} choose=${(one) => replace(`/withdraw/${one}`)} options=${options} /></div>`}
    ${read.status === 'loading' && html`<div class="card"><${SkeletonRows} rows=${3} /></div>`}
    ${read.status === 'error' && html`<div class="card"><${Fail} problem=${read.problem} again=${read.again} /></div>`}
    ${read.data && html`<${Form} key=${asset.asset} asset=${asset} ...${read.data} />`}`;
}
