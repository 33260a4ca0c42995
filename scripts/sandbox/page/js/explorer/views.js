/* The explorer's first page, an account, a block. */

import { html } from '../ui.js';
import { useState } from '../../vendor/htm-preact.module.js';
import { grouped, refusal } from '../words.js';
import { read } from '../wallet/chain.js';
import { ton, unitsText } from '../wallet/amounts.js';
import { blockPath, Facts, Rows, when, Whole } from './pieces.js';

export function Home({ data, words, lang }) {
  return html`<h1>${words('explorer.home.title')}</h1>
    <section class="card figures">
      <${Figure} name=${words('explorer.block.last')} value=${html`<a href=${blockPath(data.head.seqno)}>${grouped(data.head.seqno)}</a>`} />
      <${Figure} name=${words('explorer.accounts')} value=${grouped(data.accounts)} />
      <${Figure} name=${words('explorer.transactions')} value=${grouped(data.transactions)} />
      <${Figure} name=${words('explorer.waiting')} value=${grouped(data.waiting)} />
    </section>
    <h2>${words('explorer.newest')}</h2>
    <section class="card"><${Rows} rows=${data.rows} words=${words} lang=${lang} /></section>
    <h2>${words('explorer.blocks')}</h2>
    <section class="card"><ul class="blocks">${data.blocks.map((block) => html`<li key=${block.seqno}>
      <a href=${blockPath(block.seqno)} class="figure">${grouped(block.seqno)}</a>
      <span class="quiet figure">${when(lang, block.at)}</span>
      <span class="figure">${words('explorer.count', { n: block.count })}</span></li>`)}</ul></section>`;
}

const Figure = ({ name, value }) => html`<p><small>${name}</small><b class="figure">${value}</b></p>`;

export function Account({ data, words, lang }) {
  const [older, setOlder] = useState({ rows: [], next: data.next, trouble: '' });
  const more = async () => {
    try {
      const { rows, next } = await read(`address/${data.ref.raw}?before=${older.next}`);
      setOlder({ rows: [...older.rows, ...rows], next, trouble: '' });
    } catch (refused) {
      setOlder({ ...older, trouble: refusal(lang, refused) });
    }
  };
  // What came since the first reading pushes rows down; those that were asked for stay once.
  const known = new Set(data.rows.map((row) => row.hash));
  const rows = [...data.rows, ...older.rows.filter((row) => !known.has(row.hash))];
  return html`<h1>${data.ref.name || words('explorer.account')}</h1>
    <section class="card">
      <p class="held-most figure">${ton(data.balance)}</p>
      ${data.jettons.map((one) => html`<p class="figure" key=${one.symbol}>${grouped(unitsText(one.amount, one.decimals))}\u00a0${one.symbol}</p>`)}
      <${Facts} rows=${[
        [words('explorer.friendly'), html`<${Whole} text=${data.non_bounceable} words=${words} />`],
        [words('explorer.bounceable'), html`<${Whole} text=${data.bounceable} words=${words} />`],
        [words('explorer.raw'), html`<${Whole} text=${data.ref.raw} words=${words} />`],
        [words('explorer.state'), words(`state.${data.status}`)],
        [words('explorer.kind'), data.kind && words(`kind.${data.kind}`) === `kind.${data.kind}` ? data.kind : data.kind && words(`kind.${data.kind}`)],
        [words('explorer.seqno'), data.seqno],
      ]} /></section>
    <h2>${words('explorer.transactions')} <span class="quiet figure">${grouped(data.transactions)}</span></h2>
    <section class="card"><${Rows} rows=${rows} words=${words} lang=${lang} own />
      ${older.trouble && html`<p class="trouble" role="alert">${older.trouble}</p>`}
      ${older.next && html`<button type="button" class="button soft" onClick=${more}>${words('explorer.older')}</button>`}</section>`;
}

export function Block({ data, words, lang }) {
  return html`<h1>${words('explorer.block', { n: grouped(data.seqno) })}</h1>
    <section class="card"><${Facts} rows=${[
      [words('explorer.time'), when(lang, data.at)],
      [words('explorer.transactions'), grouped(data.count)],
      [words('explorer.lt'), `${data.start_lt} – ${data.end_lt}`],
      [words('explorer.hash'), html`<${Whole} text=${data.root_hash} words=${words} />`],
    ]} />
      <nav class="beside">
        ${data.seqno > 1 && html`<a class="button soft" href=${blockPath(data.seqno - 1)}>${words('explorer.before')}</a>`}
        ${data.seqno < data.last && html`<a class="button soft" href=${blockPath(data.seqno + 1)}>${words('explorer.after')}</a>`}
      </nav></section>
    <h2>${words('explorer.transactions')}</h2>
    <section class="card"><${Rows} rows=${data.rows} words=${words} lang=${lang} /></section>`;
}
