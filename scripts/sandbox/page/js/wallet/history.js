/* What went in and out of a wallet, newest first; it grows as blocks are made. */

import { useEffect, useState } from '../../vendor/htm-preact.module.js';
import { html, Icon } from '../ui.js';
import { state } from '../store.js';
import { clockTime, refusal, shortDate } from '../words.js';
import { nameOf, ton } from './amounts.js';
import { read } from './chain.js';

export function History({ phone, wallet }) {
  const { words } = phone;
  const [found, setFound] = useState({ rows: null, trouble: '' });
  useEffect(() => {
    let gone = false;
    read(`address/${wallet.address}`).then(
      ({ rows }) => { if (!gone) setFound({ rows, trouble: '' }); },
      (trouble) => { if (!gone) setFound({ rows: null, trouble: refusal(phone.lang, trouble) }); },
    );
    return () => { gone = true; };
  }, [wallet.address, state.block]);
  if (found.trouble) return html`<p class="trouble" role="alert">${found.trouble}</p>`;
  if (!found.rows) return html`<p class="skeleton wide"></p>`;
  const lines = found.rows.flatMap(movements);
  return html`<h3>${words('wallet.history')}</h3>
    ${lines.length ? html`<ul class="list moves">${lines.map((line) => html`<${Line} key=${line.key} line=${line} phone=${phone} />`)}</ul>`
      : html`<p class="note">${words('wallet.empty')}</p>`}`;
}

/* A transaction may take one message and send many: each that carries coins is a line. */
function movements(row) {
  const line = (message, way, at) => ({
    key: `${row.hash}${way}${at}`, tx: row.hash, at: row.at, way, nano: message.value, bounced: message.bounced,
    other: way === 'in' ? message.source : message.destination, comment: message.comment,
  });
  const sent = row.out.filter((message) => message.value !== null).map((message, at) => line(message, 'out', at));
  return row.in && row.in.value !== null ? [...sent.reverse(), line(row.in, 'in', 0)] : sent.reverse();
}

function Line({ line, phone }) {
  const { words } = phone;
  const inward = line.way === 'in';
  const title = words(line.bounced ? 'wallet.back' : inward ? 'wallet.in' : 'wallet.out', { name: line.other ? nameOf(line.other) : '?' });
  return html`<li><a class="move" href=${`/ton/explorer/tx/${encodeURIComponent(line.tx)}`} target="_blank" rel="noopener">
    <span class=${`way ${line.way}`}><${Icon} name=${inward ? 'down' : 'send'} size=${18} /></span>
    <span class="move-text"><b>${title}</b>
      <small>${shortDate(phone.lang, line.at)}, ${clockTime(line.at)}${line.comment ? ` · ${line.comment}` : ''}</small></span>
    <b class="figure">${inward ? '+' : '−'}${ton(line.nano)}</b></a></li>`;
}
