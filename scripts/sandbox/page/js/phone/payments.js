/* Paying in Stars as Telegram asks for it, and the receipt afterwards. */

import { useEffect, useState } from '../../vendor/htm-preact.module.js';
import { html, Icon } from '../ui.js';
import { everything, get, post } from '../api.js';
import { personById, state, worldNow } from '../store.js';
import { readMessages } from '../sync.js';
import { clockTime, dayName, grouped, refusal } from '../words.js';
import { Sheet } from './popups.js';

const DONE_MS = 1100;

export function PaymentSheet({ phone, pay }) {
  const [invoice, setInvoice] = useState(null);
  const [step, setStep] = useState({ name: 'ask' });
  const { words, who } = phone;
  const person = personById(phone.person.id);
  useEffect(() => {
    get(`/invoices/${encodeURIComponent(pay.slug)}`).then(setInvoice, (trouble) => setStep({ name: 'failed', text: refusal(phone.lang, trouble) }));
  }, [pay.slug]);

  const decline = async () => {
    if (step.name === 'paying') return;
    if (step.name === 'paid') { pay.done('paid'); return; }
    if (step.name === 'failed') { pay.done('failed'); return; }
    await post(`/invoices/${pay.slug}/decline?as=${who}`).catch(() => null);
    pay.done('cancelled');
  };
  const confirm = async () => {
    setStep({ name: 'paying' });
    try {
      const result = await post(`/invoices/${pay.slug}/pay?as=${who}`);
      if (pay.chat) readMessages(phone.person, pay.chat).catch(() => {});
      if (result.status === 'paid') {
        setStep({ name: 'paid' });
        setTimeout(() => pay.done('paid'), DONE_MS);
      } else setStep({ name: 'failed', text: reasonText(words, result) });
    } catch (trouble) {
      setStep({ name: 'failed', text: refusal(phone.lang, trouble) });
    }
  };
  const stars = invoice ? invoice.stars : '0';
  const short = invoice && BigInt(person.stars) < BigInt(stars) ? BigInt(stars) - BigInt(person.stars) : 0n;
  return html`<${Sheet} title=${words('pay.title')} onClose=${decline} closeLabel=${words('cancel')} class="payment">
    <span class="wallet figure" title=${words('pay.balance')}><small>${words('pay.balance')}</small><${Icon} name="star" size=${16} />${grouped(person.stars)}</span>
    <div class=${`coin ${step.name}`}><${Icon} name=${step.name === 'paid' ? 'check' : 'star'} size=${56} /></div>
    ${!invoice && step.name === 'ask' && html`<p class="skeleton"></p>`}
    ${step.name === 'failed' && html`<h2>${words('pay.failed')}</h2><p role="alert">${step.text}</p>
      <p class="note">${words('pay.safe')}</p>
      <button type="button" class="button big" onClick=${decline}>${words('close')}</button>`}
    ${step.name === 'paid' && html`<h2>${words('pay.done')}</h2><p role="status">${words('pay.done.note', { title: invoice.title, stars: grouped(stars) })}</p>`}
    ${invoice && (step.name === 'ask' || step.name === 'paying') && html`
      <h2>${words('pay.title')}</h2>
      <p>${words('pay.ask', { title: invoice.title, bot: botName(phone, pay) })} <b class="amount figure">${grouped(stars)}\u00a0${words('pay.stars', { n: Number(stars) })}</b>?</p>
      ${invoice.description && html`<p class="note">${invoice.description}</p>`}
      ${short > 0n ? html`<p class="trouble">${words('pay.short', { stars: grouped(short), n: Number(short) })}</p>
        <button type="button" class="button big" onClick=${() => phone.change({ stars: stars })}>${words('pay.get', { stars: grouped(short) })}</button>`
        : html`<button type="button" class=${`button big ${step.name === 'paying' ? 'busy' : ''}`} disabled=${step.name === 'paying'} onClick=${confirm}>
          ${words('pay.confirm')} <${Icon} name="star" size=${18} /><span class="figure">${grouped(stars)}</span></button>`}`}
  <//>`;
}

function reasonText(words, { reason, status }) {
  if (reason === 'not-enough-stars') return words('pay.reason.stars');
  if (reason === 'pre-checkout-timeout') return words('pay.reason.timeout');
  return reason || words(`pay.status.${status}`);
}

const botName = (phone, pay) => (pay.chat && pay.chat.bot ? pay.chat.title : (phone.botChat() || { title: state.world.bot.username }).title);

async function chargeOf(phone, message) {
  const slug = message.world.invoice && message.world.invoice.slug;
  const id = message.successful_payment ? message.successful_payment.telegram_payment_charge_id
    : (await get(`/invoices/${encodeURIComponent(slug)}`)).charge;
  return (await everything('/charges', { person: phone.who })).find((each) => each.id === id) || null;
}

export function Receipt({ phone, message, onClose }) {
  const { words } = phone;
  const [charge, setCharge] = useState(null);
  const payment = message.successful_payment;
  const at = message.date * 1000;
  useEffect(() => { chargeOf(phone, message).then(setCharge, () => setCharge(null)); }, [message.message_id]);
  const total = payment ? payment.total_amount : message.invoice.total_amount;
  const id = payment ? payment.telegram_payment_charge_id : charge && charge.id;
  const rows = [
    [words('receipt.to'), (phone.botChat(message.from && message.from.username) || { title: 'Souk' }).title],
    [words('receipt.date'), `${dayName(phone.lang, at, worldNow())}, ${clockTime(at)}`],
    [words('receipt.state'), words(`charge.${charge ? charge.state : 'paid'}`)],
    ...(id ? [[words('receipt.id'), id]] : []),
  ];
  return html`<${Sheet} title=${words('receipt.title')} onClose=${onClose} closeLabel=${words('close')} class="payment">
    <div class="coin"><${Icon} name="star" size=${56} /></div>
    <h2>${words('receipt.title')}</h2>
    <p class="amount figure"><${Icon} name="star" size=${22} />${grouped(total)}</p>
    <dl class="receipt">${rows.map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    <button type="button" class="button big" onClick=${onClose}>${words('ok')}</button>
  <//>`;
}
