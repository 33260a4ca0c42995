// One basket: each lot with what became of it, checked again just before it is paid, then signed
// in one's own wallet or bought at its market.
import './ready.js';
import { api } from '../../api.js';
import { ago, money } from '../../format.js';
import { go, replace, usePlace } from '../../router.js';
import { openOutside } from '../../telegram.js';
import { Declined, connected, send } from '../../ton.js';
import { Head, useBar } from '../../ui/bars.js';
import { useLoad } from '../../ui/load.js';
import { Button, Icon, Section, SkeletonRows, drawn } from '../../ui/parts.js';
import { Confirm } from '../../ui/sheet.js';
import { say, sayDone, sayProblem } from '../../ui/toast.js';
import { html, useEffect, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { isLinked, link, nonce } from '../ton/link.js';
import { WalletSheet } from '../ton/pick.js';
import { Art, giftTitle } from './lot.js';
import { marketName, useTick, useTitles } from './shelf.js';
import { Trouble } from './trouble.js';

const STATE_ICONS = { picked: 'hourglass', ready: 'check', left_out: 'x', bought: 'circle-check', lost: 'x' };
const LOOK_MS = 8_000;
const GOOD = ['ready', 'bought'];

function Buy({ item }) {
  if (item.state !== 'ready' || item.way !== 'link') return null;
  return html`<button type="button" class="button soft buy" onClick=${() => openOutside(item.link)}><${Icon} name="external-link" size=${18} /> <span>${t('gifts-buy-there', { market: marketName(item.market) })}</span></button>`;
}

function ItemRow({ item, accept }) {
  const titles = useTitles();
  const why = item.why ? t(`gifts-why-${item.why}`) : t(`gifts-item-${item.state}`);
  return html`<div class="basket-item"><div class=${item.state === 'left_out' || item.state === 'lost' ? 'row out' : 'row'}>
      <button type="button" class="art-link" aria-label=${item.gift} onClick=${() => go(`/gift/${item.gift}`)}><${Art} path=${`/gifts/${item.gift}/picture`} size=${44} /></button>
      <span class="row-main"><span class="row-title">${item.model || titles(item.collection)}</span>
        <span class="row-note">${giftTitle(titles(item.collection), item.number)}</span><span class="row-note">${marketName(item.market)}</span>
        <span class=${GOOD.includes(item.state) ? 'row-note state good' : 'row-note state'}><${Icon} name=${STATE_ICONS[item.state]} size=${16} /> ${why}</span></span>
      <span class="row-side"><span class="num">${drawn(money(item.total))}</span>${item.now && html`<span class="row-note num">${t('gifts-now', { amount: money(item.now) })}</span>`}</span></div>
    ${item.why === 'repriced' && accept && html`<button type="button" class="button soft buy" onClick=${() => accept(item)}>${t('gifts-accept', { amount: money(item.now) })}</button>`}
    <${Buy} item=${item} /></div>`;
}

// A wallet takes no empty field.
const plain = ({ payload, ...message }) => (payload ? { ...message, payload } : message);

// Signs and sends one transaction after the other; what was sent stays sent.
function usePay(basket, again) {
  const [step, setStep] = useState(null);
  const [busy, setBusy] = useState(false);
  const run = async (work) => { setBusy(true); try { await work(); } finally { setBusy(false); } };

  const begin = () => run(async () => {
    try {
      // Only a linked wallet is known to be the person's, so that what it buys is told from what others do.
      const wallet = await connected();
      setStep(wallet && isLinked(wallet) ? 'confirm' : 'connect');
    } catch (problem) {
      sayProblem(problem);
    }
  });
  const pay = () => run(async () => {
    let sent = 0;
    try {
      for (const one of basket.transactions) { await send(one.messages.map(plain), one.valid_until); sent += 1; }
      sayDone(t('gifts-paid'));
    } catch (problem) {
      if (problem instanceof Declined) say(t(sent ? 'gifts-paid-some' : 'gifts-declined', { n: sent }));
      else sayProblem(t(sent ? 'gifts-paid-some' : 'gifts-pay-failed', { n: sent }));
    }
    setStep(null);
    again();
  });
  return { step, setStep, busy, begin, pay };
}

function Paying({ basket, pay }) {
  const titles = useTitles();
  if (pay.step === 'connect') {
    return html`<${WalletSheet} title=${t('ton-link-title')} note=${t('ton-link-note')} nonce=${nonce} done=${async (wallet) => { await link(wallet); pay.setStep('confirm'); }}
      failed=${sayProblem} close=${() => pay.setStep(null)} />`;
  }
  if (pay.step !== 'confirm') return null;
  const own = basket.items.filter((item) => item.state === 'ready' && item.way === 'transaction');
  return html`<${Confirm} title=${t('gifts-pay-title')} busy=${pay.busy} close=${() => pay.setStep(null)} act=${{ text: t('gifts-pay', { n: own.length }), press: pay.pay }}
    lines=${own.map((item) => [giftTitle(titles(item.collection), item.number), money(item.total)])}><p class="sheet-note">${t('gifts-pay-note')}</p><//>`;
}

function Body({ load }) {
  const basket = load.data;
  const [busy, setBusy] = useState(false);
  const pay = usePay(basket, load.again);
  const may = (act) => basket.allowed.includes(act);
  // What was paid or bought elsewhere shows by itself.
  useEffect(() => {
    if (basket.state !== 'checked') return undefined;
    const timer = setInterval(load.again, LOOK_MS);
    return () => clearInterval(timer);
  }, [basket.state]);
  const checked = async (accept = []) => {
    setBusy(true);
    try { load.set(await api.post(`/gifts/basket/${basket.id}/check`, { accept })); } catch (problem) { sayProblem(problem); } finally { setBusy(false); }
  };
  const drop = async () => {
    try { await api.remove(`/gifts/basket/${basket.id}`); replace('/baskets'); } catch (problem) { sayProblem(problem); }
  };
  const signed = basket.items.filter((item) => item.state === 'ready' && item.way === 'transaction').length;
  const main = signed > 0 && basket.transactions.length ? { text: t('gifts-pay', { n: signed }), press: pay.begin, busy: pay.busy }
    : may('check') ? { text: t('gifts-check'), press: () => checked(), busy } : null;
  useBar({ main: pay.step ? null : main });
  return html`<div class="card stamp-card"><p class="total-sum long num">${basket.total ? money(basket.total) : '—'}</p>
      <p class="total-note">${basket.checked_at ? t('gifts-checked', { time: ago(basket.checked_at) }) : t('gifts-unchecked')}</p></div>
    <${Section} title=${t('gifts-basket-items')} note=${t(`gifts-basket-${basket.state}`)}>${basket.items.map((item) => html`<${ItemRow} key=${item.listing} item=${item}
      accept=${may('check') && ((one) => checked([one.listing]))} />`)}<//>
    <div class="tools">${may('check') && signed > 0 && html`<${Button} kind="soft" busy=${busy} press=${() => checked()}>${t('gifts-check')}<//>`}
      ${may('drop') && html`<${Button} kind="soft" press=${drop}><${Icon} name="trash-2" size=${18} /> ${t('gifts-drop')}<//>`}</div>
    <${Paying} basket=${basket} pay=${pay} />`;
}

export default function Basket() {
  const { rest: [id] } = usePlace();
  const load = useLoad(`gifts/basket/${id}`, () => api.get(`/gifts/basket/${id}`));
  useTick();
  return html`<${Head} title=${t('gifts-basket')} />
    ${load.status === 'loading' && html`<div class="card"><${SkeletonRows} rows=${5} /></div>`}
    <${Trouble} load=${load} safe=${t('gifts-basket-safe')} />
    ${load.data && html`<${Body} key=${id} load=${load} />`}`;
}
