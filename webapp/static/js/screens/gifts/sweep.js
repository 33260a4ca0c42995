// A basket is made: the cheapest few that a search finds, none dearer than one says.
import { api } from '../../api.js';
import { compare, money, number } from '../../format.js';
import { go } from '../../router.js';
import { useLoad } from '../../ui/load.js';
import { Chips, Empty, Fail, SkeletonRows } from '../../ui/parts.js';
import { Confirm, Sheet } from '../../ui/sheet.js';
import { sayProblem } from '../../ui/toast.js';
import { html, useEffect, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { assetOf, fits, shortest } from '../ton/amount.js';
import { params, writeQuery } from './query.js';
import { read } from './shelf.js';

const COUNTS = [3, 5, 10, 20];
const TON = 'TON';

export async function makeBasket({ query, count, cap, budget = null }) {
  const made = await api.post('/gifts/basket', { query: params(query), count, cap, budget });
  go(`/basket/${made.id}`);
}

function useMaking(order, done) {
  const [busy, setBusy] = useState(false);
  const make = async (more) => {
    setBusy(true);
    try {
      await makeBasket({ ...order, ...more });
      done();
    } catch (problem) {
      sayProblem(problem);
      setBusy(false);
    }
  };
  return { busy, make };
}

// One lot alone: the search that finds this gift on this market.
export function useOneLot(done) {
  const { busy, make } = useMaking({ count: 1 }, done);
  const add = (lot) => make({
    cap: lot.buyer_total,
    query: { collection: [lot.collection], market: [lot.market], number_min: String(lot.number), number_max: String(lot.number) },
  });
  return { busy, add };
}

// What the cheapest so many cost now, one by one and together, in nano.
function useCheapest(query, count) {
  return useLoad(`gifts/sweep?${writeQuery(query)}#${count}`, async () => {
    const { sort, ...plain } = query;
    return (await read('/gifts/listings', { ...plain, sort: 'price', limit: count })).items.filter((lot) => lot.buyer_total.asset === TON);
  });
}

function CapField({ value, set, dearest }) {
  const wrong = value && !fits(value, assetOf(TON));
  return html`<label class="field"><span class="field-name">${t('gifts-cap')}</span><span class="field-box"><input class="num" inputmode="decimal" autocomplete="off" maxlength="20"
      value=${value} placeholder=${number(dearest)} aria-invalid=${Boolean(wrong)} onInput=${(event) => set(event.currentTarget.value.trim().replace(',', '.'))} /><span class="hint">TON</span></span>
    <span class=${wrong ? 'field-note bad' : 'field-note'}>${t(wrong ? 'gifts-amount-form' : 'gifts-cap-note')}</span></label>`;
}

function Form({ query, count, setCount, lots, close }) {
  const dearest = lots.at(-1).buyer_total.amount;
  const [typed, setCap] = useState('');
  const cap = typed ? shortest(typed) : dearest;
  const right = !typed || fits(typed, assetOf(TON));
  const { busy, make } = useMaking({ query, count, cap: { asset: TON, amount: cap } }, close);
  const within = right ? lots.filter((lot) => compare(lot.buyer_total.amount, cap) <= 0) : [];
  return html`<${Confirm} title=${t('gifts-sweep')} close=${close} busy=${busy} act=${{ text: t('gifts-sweep-act', { n: within.length }), press: () => make(), enabled: within.length > 0 }}
    lines=${[[t('gifts-sweep-found'), number(String(within.length))], ...(within.length ? [[t('gifts-sweep-dearest'), money(within.at(-1).buyer_total)]] : [])]}>
    <p class="field-name">${t('gifts-sweep-count')}</p>
    <div class="choice"><${Chips} label=${t('gifts-sweep-count')} value=${count} choose=${setCount} options=${COUNTS.map((value) => ({ value, label: number(String(value)) }))} /></div>
    <${CapField} value=${typed} set=${setCap} dearest=${dearest} />
    <p class="sheet-note">${t('gifts-sweep-note')}</p><//>`;
}

export function SweepSheet({ query, close }) {
  const [count, setCount] = useState(COUNTS[1]);
  const load = useCheapest(query, count);
  const [lots, keep] = useState(null);
  useEffect(() => { if (load.data) keep(load.data); }, [load.data]);
  if (lots?.length) return html`<${Form} ...${{ query, count, setCount, lots, close }} />`;
  return html`<${Sheet} title=${t('gifts-sweep')} close=${close}>${load.status === 'error' ? html`<${Fail} problem=${load.problem} again=${load.again} safe=${t('gifts-safe')} />`
    : lots ? html`<${Empty} icon="shopping-basket" text=${t('gifts-sweep-none')} />` : html`<${SkeletonRows} rows=${3} />`}<//>`;
}
