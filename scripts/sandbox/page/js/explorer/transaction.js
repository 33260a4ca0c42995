/* One transaction: what it took and sent, what it cost, how it ended, and what came of it. */

import { html } from '../ui.js';
import { grouped } from '../words.js';
import { nameOf, ton } from '../wallet/amounts.js';
import { blockPath, Facts, operation, Outcome, shortHash, txPath, when, Who, Whole } from './pieces.js';

const MEANINGS = new Set([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, -14, 32, 33, 34, 35, 36, 37, 38, 65535]);

export function Transaction({ data, words, lang }) {
  const { phases } = data;
  return html`<h1>${words('explorer.tx')} <${Outcome} row=${data} words=${words} /></h1>
    <section class="card"><${Facts} rows=${[
      [words('explorer.account'), html`<${Who} side=${data.account} words=${words} />`],
      [words('explorer.time'), when(lang, data.at)],
      [words('explorer.block.one'), html`<a href=${blockPath(data.block)} class="figure">${grouped(data.block)}</a>`],
      [words('explorer.lt'), html`<span class="figure">${data.lt}</span>`],
      [words('explorer.hash'), html`<${Whole} text=${data.hash} words=${words} />`],
      [words('explorer.state'), data.orig_status === data.end_status ? null : `${words(`state.${data.orig_status}`)} → ${words(`state.${data.end_status}`)}`],
      [words('explorer.prev'), data.prev && html`<a href=${txPath(data.prev)}>${shortHash(data.prev)}</a>`],
    ]} /></section>
    ${data.in && html`<h2>${words('explorer.message.in')}</h2><section class="card"><${Message} message=${data.in} words=${words} /></section>`}
    ${data.out.length > 0 && html`<h2>${words('explorer.message.out')} <span class="quiet figure">${data.out.length}</span></h2>
      <section class="card">${data.out.map((message) => html`<${Message} key=${message.hash} message=${message} words=${words} />`)}</section>`}
    <h2>${words('explorer.how')}</h2>
    <section class="card"><${Facts} rows=${[
      [words('explorer.skipped'), phases.skipped && words(`skipped.${phases.skipped}`)],
      [words('explorer.exit'), data.exit_code === null ? null : html`<${Code} code=${data.exit_code} words=${words} />`],
      [words('explorer.action'), data.action_code === null ? null : html`<${Code} code=${data.action_code} words=${words} />`],
      [words('explorer.actions.skipped'), phases.actions_skipped || null],
      [words('explorer.gas'), phases.gas_used === null ? null : grouped(phases.gas_used)],
      [words('explorer.fee'), ton(data.fee)],
      [words('explorer.fee.gas'), phases.gas_fee === '0' ? null : ton(phases.gas_fee)],
      [words('explorer.fee.storage'), !phases.storage_fee || phases.storage_fee === '0' ? null : ton(phases.storage_fee)],
      [words('explorer.fee.forward'), phases.forward_fee === '0' ? null : ton(phases.forward_fee)],
    ]} /></section>
    ${data.trace.length > 1 && html`<h2>${words('explorer.trace')}</h2>
      <section class="card"><${Trace} data=${data} words=${words} /></section>`}`;
}

function Code({ code, words }) {
  const good = code === 0 || code === 1;
  const told = good ? words('exit.0') : MEANINGS.has(code) ? words(`exit.${code}`) : words('exit.own');
  return html`<span class="figure">${String(code).replace('-', '\u2212')}</span> <span class="quiet">${told}</span>`;
}

function Message({ message, words }) {
  return html`<${Facts} rows=${[
    [words('explorer.from'), html`<${Who} side=${message.source} words=${words} />`],
    [words('explorer.to'), html`<${Who} side=${message.destination} words=${words} />`],
    [words('explorer.value'), message.value === null ? null : html`<b class="figure">${ton(message.value)}</b>`],
    [words('explorer.body'), operation(message, words)],
    [words('explorer.with'), message.deploys ? words('explorer.deploys') : null],
    [words('explorer.hash'), html`<${Whole} text=${message.hash} words=${words} />`],
  ]} />`;
}

/* The tree of transactions that one message from outside began, as it stands now. */
function Trace({ data, words }) {
  return html`<ol class="trace">${data.trace.map((row) => html`<li key=${row.hash} class=${row.own ? 'own' : ''} data-depth=${Math.min(row.depth, 6)}>
      <a href=${txPath(row.hash)}>${nameOf(row.account)}</a>
      <span class="quiet what">${row.in && operation(row.in, words)}</span>
      ${row.in && row.in.value !== null && row.in.value !== '0' && html`<b class="figure">${ton(row.in.value)}</b>`}
      <${Outcome} row=${row} words=${words} /></li>`)}</ol>
    ${data.under_way > 0 && html`<p class="note">${words('explorer.underway', { n: data.under_way })}</p>`}`;
}
