/* What was said between the bot and Telegram: calls of the bot, updates to it. */

import { useEffect, useRef, useState } from '../../vendor/htm-preact.module.js';
import { html, Icon, IconButton, Segments } from '../ui.js';
import { post } from '../api.js';
import { setDesk, state } from '../store.js';

const SHOWN = 200;

export function Log({ words }) {
  const [tab, setTab] = useState('calls');
  const [filter, setFilter] = useState('');
  const [quiet, setQuiet] = useState(true);
  const lines = tab === 'calls' ? callLines(filter, quiet) : updateLines(filter);
  return html`<aside class="log" aria-label=${words('log.title')}>
    <header>
      <h2>${words('log.title')}</h2>
      <${IconButton} name="close" size=${20} label=${words('close')} onClick=${() => setDesk({ log: false })} />
    </header>
    <div class="log-filter">
      <${Segments} label=${words('log.what')} value=${tab} onChange=${setTab}
        options=${[['calls', words('log.calls')], ['updates', words('log.updates')]]} />
      <label class="search"><${Icon} name="search" size=${18} />
        <input type="search" value=${filter} placeholder=${words('log.filter')} aria-label=${words('log.filter')}
          onInput=${(event) => setFilter(event.currentTarget.value)} /></label>
      ${tab === 'calls' && html`<label class="check"><input type="checkbox" checked=${quiet}
        onChange=${(event) => setQuiet(event.currentTarget.checked)} />${words('log.quiet')}</label>`}
    </div>
    <${Lines} lines=${lines} words=${words} />
  </aside>`;
}

/* Follows the end while one is at the end, as a terminal does. */
function Lines({ lines, words }) {
  const box = useRef(null);
  const atEnd = useRef(true);
  useEffect(() => { if (atEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight; });
  const scrolled = ({ currentTarget: at }) => {
    atEnd.current = at.scrollHeight - at.scrollTop - at.clientHeight < 24;
  };
  if (!lines.length) return html`<p class="empty">${words('log.empty')}</p>`;
  return html`<ol class="lines" ref=${box} onScroll=${scrolled}>
    ${lines.slice(-SHOWN).map((line) => html`<${Line} key=${`${line.kind}${line.seq}`} line=${line} words=${words} />`)}
  </ol>`;
}

const QUIET = new Set(['getUpdates']);

function callLines(filter, quiet) {
  return state.calls.filter((call) => !(quiet && QUIET.has(call.method) && call.status === 200))
    .filter((call) => matches(filter, [call.method, call.status, chatOf(call), call.face, JSON.stringify(call.params)]))
    .map((call) => ({ kind: 'call', ...call, name: call.method, chat: chatOf(call) }));
}

function updateLines(filter) {
  return state.updates.map((line) => {
    const kind = Object.keys(line.update).find((key) => key !== 'update_id') || '';
    return { kind: 'update', ...line, name: kind, status: line.acknowledged ? 'ok' : '…' };
  }).filter((line) => matches(filter, [line.name, line.update.update_id, JSON.stringify(line.update)]));
}

const chatOf = (call) => (call.params && (call.params.chat_id ?? call.params.user_id)) ?? '';

const matches = (filter, values) => filter.toLowerCase().split(/\s+/).filter(Boolean)
  .every((word) => values.some((value) => String(value).toLowerCase().includes(word)));

function Line({ line, words }) {
  const [open, setOpen] = useState(false);
  const bad = line.kind === 'call' && line.status !== 200;
  return html`<li class=${bad ? 'bad' : ''}>
    <button type="button" class="line" aria-expanded=${String(open)} onClick=${() => setOpen(!open)}>
      <time class="figure">${line.at.slice(11, 19)}</time>
      <b>${line.name}</b>
      <span class="figure quiet">${line.chat || ''}</span>
      <span class=${`figure status ${bad ? 'bad' : ''}`}>${line.status}</span>
      ${line.took_ms !== undefined && html`<span class="figure quiet took">${Math.round(line.took_ms)} ms</span>`}
    </button>
    ${open && html`<${Detail} line=${line} words=${words} />`}
  </li>`;
}

function Detail({ line, words }) {
  const [sent, setSent] = useState(false);
  const again = () => post(`/updates/${line.update.update_id}/redeliver`).then(() => setSent(true), () => setSent(false));
  const block = (title, value) => html`<h3>${title}</h3><pre tabindex="0">${JSON.stringify(value, null, 2)}</pre>`;
  if (line.kind === 'update') {
    return html`<div class="detail">${block(words('log.update'), line.update)}
      <button type="button" class="button soft" disabled=${sent} onClick=${again}>${words(sent ? 'log.sent' : 'log.redeliver')}</button></div>`;
  }
  return html`<div class="detail">
    ${block(words('log.params'), line.params)}${block(words('log.answer'), line.answer)}
    ${line.fault && html`<p class="note">${words('log.fault')} <code>${typeof line.fault === 'string' ? line.fault : JSON.stringify(line.fault)}</code></p>`}
  </div>`;
}
