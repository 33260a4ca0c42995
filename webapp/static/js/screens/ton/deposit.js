// Money in over the chain: where to pay and with which comment, as a code, as text, as a link, or
// straight from a wallet that is connected.
import './ready.js';
import { api } from '../../api.js';
import { money } from '../../format.js';
import { replace, usePlace } from '../../router.js';
import { haptic } from '../../telegram.js';
import { Declined, connected, send } from '../../ton.js';
import { Head, useBar } from '../../ui/bars.js';
import { useLoad } from '../../ui/load.js';
import { Chips, Fail, Icon, Section, SkeletonRows } from '../../ui/parts.js';
import { Confirm } from '../../ui/sheet.js';
import { say, sayDone, sayProblem } from '../../ui/toast.js';
import { html, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { Address } from './address.js';
import { assets, assetOf, fits, unitsOf } from './amount.js';
import { Code } from './code.js';
import { Payments } from './payments.js';
import { WalletSheet } from './pick.js';

async function copy(text, words) {
  try {
    await navigator.clipboard.writeText(text);
    haptic.success();
    say(words);
  } catch {
    sayProblem(t('ton-copy-failed'));
  }
}

function Where({ where, symbol }) {
  return html`<div class="card where">
    <${Code} code=${where.code} label=${t('ton-deposit-code')} />
    <dl class="facts">
      <div><dt>${t('ton-address')}</dt><dd><${Address} text=${where.address} whole /></dd></div>
      <div><dt>${t('ton-comment')}</dt><dd class="comment num">${where.comment}</dd></div></dl>
    <div class="where-acts">
      <button type="button" class="button soft" onClick=${() => copy(where.address, t('ton-address-copied'))}>${t('ton-copy-address')}</button>
      <button type="button" class="button soft" onClick=${() => copy(where.comment, t('ton-comment-copied'))}>${t('ton-copy-comment')}</button></div>
    <p class="where-note"><${Icon} name="circle-alert" size=${18} /><span>${t('ton-deposit-note', { symbol })}</span></p></div>`;
}

function Amount({ value, set }) {
  const wrong = value && !fits(value, assetOf('TON'));
  return html`<label class="field"><span class="field-name">${t('ton-pay-amount')}</span><span class="field-box">
    <input class="num" inputmode="decimal" autocomplete="off" maxlength="20" value=${value} placeholder="1" aria-invalid=${Boolean(wrong)}
      onInput=${(event) => set(event.currentTarget.value.trim().replace(',', '.'))} /><span class="hint">TON</span></span>
    <span class=${wrong ? 'field-note bad' : 'field-note'}>${t(wrong ? 'ton-amount-form' : 'ton-pay-amount-note')}</span></label>`;
}

// One message with the ready comment; nobody has to type anything.
function usePay(where) {
  const [amount, setAmount] = useState('');
  const [step, setStep] = useState(null);
  const [busy, setBusy] = useState(false);
  const ready = where && fits(amount, assetOf('TON'));
  const shown = money({ asset: 'TON', amount: ready ? amount : '0' });

  async function pay() {
    setBusy(true);
    try {
      await send([{ address: where.address, amount: unitsOf(amount, assetOf('TON')), payload: where.payload }]);
      setStep(null);
      setAmount('');
      sayDone(t('ton-paid', { amount: shown }));
    } catch (problem) {
      if (problem instanceof Declined) say(t('ton-declined'));
      else sayProblem(t('ton-pay-failed'));
      setStep(null);
    } finally {
      setBusy(false);
    }
  }

  async function begin() {
    setBusy(true);
    try {
      setStep(await connected() ? 'confirm' : 'connect');
    } catch (problem) {
      sayProblem(problem);
    } finally {
      setBusy(false);
    }
  }

  const sheet = html`${step === 'connect' && html`<${WalletSheet} title=${t('ton-connect-title')} note=${t('ton-connect-note')}
      done=${async () => setStep('confirm')} failed=${() => sayProblem(t('ton-connect-failed'))} close=${() => setStep(null)} />`}
    ${step === 'confirm' && html`<${Confirm} title=${t('ton-pay-title')} busy=${busy} close=${() => setStep(null)}
      act=${{ text: t('ton-pay', { amount: shown }), press: pay }}
      lines=${[[t('ton-pay-amount'), shown], [t('ton-comment'), where.comment], [t('fee'), t('ton-fee-network')]]}>
      <p class="sheet-note">${t('ton-pay-next')}</p><//>`}`;
  return { amount, setAmount, ready, busy, begin, sheet, shown, open: step !== null };
}

function Body({ where, asset }) {
  const pay = usePay(where);
  const coins = asset.asset === 'TON';
  useBar({ main: coins && pay.ready && !pay.open ? { text: t('ton-pay', { amount: pay.shown }), press: pay.begin, busy: pay.busy } : null });
  return html`${where.delayed && html`<p class="section-note delayed" role="status">${t('ton-deposit-delayed')}</p>`}
    <${Where} where=${where} symbol=${asset.symbol} />
    <${Section} label=${t('ton-open')}><a class="row" href=${where.link}><span class="tile"><${Icon} name="arrow-up-right" size=${20} /></span>
      <span class="row-main"><span class="row-title">${t('ton-open')}</span><span class="row-note">${t('ton-open-note')}</span></span></a><//>
    ${coins && html`<h2 class="section-title">${t('ton-pay-wallet')}</h2><div class="card padded"><${Amount} value=${pay.amount} set=${pay.setAmount} /></div>`}
    ${pay.sheet}`;
}

export default function Deposit() {
  const { rest: [symbol] } = usePlace();
  const asset = assets().find((one) => one.symbol === symbol) || assets()[0];
  const read = useLoad(`deposit/${asset.asset}`, () => api.get('/deposits/address', { asset: asset.asset }));
  const options = assets().map((one) => ({ value: one.symbol, label: one.symbol }));
  return html`<${Head} title=${t('ton-deposit')} />
    ${options.length > 1 && html`<div class="tools"><${Chips} label=${t('ton-asset')} value=${asset.symbol} choose=${(one) => replace(`/deposit/${one}`)} options=${options} /></div>`}
    ${read.status === 'loading' && html`<div class="card"><${SkeletonRows} rows=${5} /></div>`}
    ${read.status === 'error' && html`<div class="card"><${Fail} problem=${read.problem} again=${read.again} safe=${t('ton-deposit-safe')} /></div>`}
    ${read.data && html`<${Body} key=${asset.asset} where=${read.data} asset=${asset} />`}
    <h2 class="section-title">${t('ton-payments-in')}</h2><${Payments} limit=${5} />`;
}
