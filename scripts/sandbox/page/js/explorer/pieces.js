/* Small pieces of the explorer: addresses, amounts, outcomes, lists of transactions. */

import { html, Icon, copyText } from '../ui.js';
import { clockTime, shortDate } from '../words.js';
import { shortAddress, ton } from '../wallet/amounts.js';
import { useState } from '../../vendor/htm-preact.module.js';

/* What the first 32 bits of a body mean in the standards (TEP-62, 74, 81, 85) and in our escrow. */
const OPERATIONS = {
  '0x00000000': 'comment', '0x0f8a7ea5': 'jetton.transfer', '0x178d4519': 'jetton.internal', '0x7362d09c': 'jetton.notification',
  '0x595f07bc': 'jetton.burn', '0xd53276db': 'excesses', '0x5fcc3d14': 'nft.transfer', '0x05138d91': 'nft.assigned',
  '0x2fcb26a2': 'nft.data', '0x2167da4b': 'encrypted', '0xae42e5a4': 'highload', '0x0d3b0511': 'escrow.deposit',
  '0x0d3b0512': 'escrow.release', '0x0d3b0513': 'escrow.refund', '0x0d3b0514': 'escrow.auto', '0x0d3b0515': 'escrow.sweep',
};

export const addressPath = (ref) => `/ton/explorer/address/${ref.text}`;
export const txPath = (hash) => `/ton/explorer/tx/${encodeURIComponent(hash)}`;
export const blockPath = (seqno) => `/ton/explorer/block/${seqno}`;
export const shortHash = (hash) => `${hash.slice(0, 6)}…${hash.slice(-5)}`;
export const when = (lang, ms) => `${shortDate(lang, ms)}, ${clockTime(ms, true)}`;

export function Who({ side, words }) {
  if (!side) return html`<span class="quiet">${words('explorer.outside')}</span>`;
  return html`<a href=${addressPath(side)} title=${side.text}>${side.name ? html`<b>${side.name}</b>` : shortAddress(side.text)}</a>`;
}

/* A whole address or hash that can be taken along. */
export function Whole({ text, words }) {
  const [done, setDone] = useState(false);
  const copy = async () => { setDone(await copyText(text)); setTimeout(() => setDone(false), 1500); };
  return html`<span class="whole"><code>${text}</code>
    <button type="button" class="icon-button" aria-label=${words('explorer.copy')} title=${words('explorer.copy')} onClick=${copy}>
      <${Icon} name=${done ? 'check' : 'copy'} size=${18} /></button></span>`;
}

export function Facts({ rows }) {
  return html`<dl class="facts">${rows.filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/* Said in a word and by colour: whether it did what it was sent for. */
export function Outcome({ row, words }) {
  const code = row.exit_code !== null && row.exit_code > 1 ? row.exit_code : row.action_code;
  const [kind, text] = row.bounced ? ['bad', 'explorer.bounced'] : row.aborted && row.exit_code === null ? ['quiet', 'explorer.received']
    : row.aborted || (row.action_code || 0) !== 0 ? ['bad', 'explorer.failed'] : ['good', 'explorer.done'];
  return html`<span class=${`outcome ${kind}`}>${words(text)}${kind === 'bad' && code ? html` <span class="figure">${code}</span>` : ''}</span>`;
}

export function operation(message, words) {
  if (message.bounced) return words('explorer.back');
  if (message.comment !== null && message.comment !== '') return html`<q>${message.comment}</q>`;
  // What a wallet's owner signed begins with a signature, not with an operation.
  if (message.external && !message.source) return words('op.signed');
  if (!message.op) return message.deploys ? words('explorer.deploys') : '';
  const known = OPERATIONS[message.op];
  return known ? words(`op.${known}`) : html`<code>${message.op}</code>`;
}

/* One transaction in a list: who, what, how much. The whole row leads to it. */
export function Rows({ rows, words, lang, own }) {
  if (!rows.length) return html`<p class="note">${words('explorer.empty')}</p>`;
  return html`<ul class="rows">${rows.map((row) => html`<${Row} key=${row.hash} row=${row} words=${words} lang=${lang} own=${own} />`)}</ul>`;
}

function Row({ row, words, lang, own }) {
  const moved = row.in && row.in.value !== null && row.in.value !== '0' ? row.in : null;
  const sent = row.out.filter((message) => message.value !== null && message.value !== '0');
  return html`<li>
    <span class="row-head"><a class="row-link" href=${txPath(row.hash)}>${when(lang, row.at)}</a><${Outcome} row=${row} words=${words} /></span>
    ${!own && html`<span class="row-line"><span class="quiet">${words('explorer.account')}</span><${Who} side=${row.account} words=${words} /></span>`}
    ${row.in && html`<${Move} message=${row.in} way="in" words=${words} amount=${moved && moved.value} />`}
    ${(sent.length ? sent : row.out).slice(0, 3).map((message) => html`<${Move} key=${message.hash} message=${message} way="out" words=${words} amount=${message.value} />`)}
    ${row.out.length > 3 && html`<span class="row-line quiet">${words('explorer.more', { n: row.out.length - 3 })}</span>`}
  </li>`;
}

function Move({ message, way, words, amount }) {
  const inward = way === 'in';
  return html`<span class="row-line move-line">
    <span class="ways"><${Icon} name=${inward ? 'down' : 'send'} size=${16} label=${words(inward ? 'explorer.in' : 'explorer.out')} /></span>
    <span class="side"><${Who} side=${inward ? message.source : message.destination} words=${words} /> <span class="quiet what">${operation(message, words)}</span></span>
    ${amount && html`<b class="figure">${inward ? '+' : '\u2212'}${ton(amount)}</b>`}</span>`;
}
