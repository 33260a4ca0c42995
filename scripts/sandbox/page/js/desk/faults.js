/* Faults of the outside world, and how patient its limits are. */

import { useState } from '../../vendor/htm-preact.module.js';
import { html, Field, Form, IconButton, Segments, Select } from '../ui.js';
import { del, patch, post } from '../api.js';
import { state } from '../store.js';

const PACES = [1, 10, 50, 1000];
const KINDS = {
  bot_api: ['error', 'delay', 'lose_request', 'lose_answer'],
  updates: ['error', 'delay', 'lose_request', 'lose_answer', 'duplicate', 'reorder'],
  ton: ['error', 'delay', 'lose_request', 'lose_answer', 'lose_message', 'lag', 'duplicate', 'reorder'],
};

export function PacePanel({ words, say }) {
  const [trouble, setTrouble] = useState('');
  const set = (pace) => patch('', { pace }).catch((refused) => setTrouble(say(refused)));
  return html`<p class="note">${words('pace.note')}</p>
    <${Segments} label=${words('pace.title')} value=${state.world.pace}
      options=${PACES.map((pace) => [pace, `×${pace}`])} onChange=${set} />
    ${trouble && html`<p class="trouble" role="alert">${trouble}</p>`}`;
}

export function FaultsPanel({ words, say }) {
  const [face, setFace] = useState('bot_api');
  const [kind, setKind] = useState('error');
  const chosen = KINDS[face].includes(kind) ? kind : KINDS[face][0];
  return html`
    ${state.faults.length ? html`<ul class="list faults">${state.faults.map((fault) => html`
      <${Fault} key=${fault.id} fault=${fault} words=${words} />`)}</ul>`
      : html`<p class="note">${words('faults.note')}</p>`}
    <${Form} submit=${words('faults.add')} words=${say} onSubmit=${(fields) => post('/faults', faultOf(fields))}>
      <div class="pair">
        <${Select} label=${words('faults.face')} name="face" value=${face}
          options=${Object.keys(KINDS).map((key) => [key, words(`face.${key}`)])}
          onChange=${(event) => setFace(event.currentTarget.value)} />
        <${Select} label=${words('faults.kind')} name="kind" value=${chosen}
          options=${KINDS[face].map((key) => [key, words(`fault.${key}`)])}
          onChange=${(event) => setKind(event.currentTarget.value)} />
      </div>
      <div class="pair">
        <${Field} label=${words('faults.match')} name="match" placeholder="send*" />
        <${Field} label=${words('faults.times')} name="times" type="number" min="1" placeholder="∞" value="1" />
      </div>
      ${chosen === 'error' && html`<div class="pair">
        <${Field} label=${words('faults.status')} name="status" type="number" min="400" max="599" value="429" />
        <${Field} label=${words('faults.retry')} name="retry_after_s" type="number" min="0" value="3" /></div>`}
      ${chosen === 'lag' && html`
        <${Field} label=${words('faults.blocks')} name="blocks" type="number" min="1" max="1000" value="2" />`}
      ${chosen === 'delay' && html`
        <${Field} label=${words('faults.delay')} name="delay_ms" type="number" min="1" value="2000" />`}
    <//>`;
}

function faultOf(fields) {
  const fault = { face: fields.face, kind: fields.kind, match: fields.match || '*' };
  fault.times = fields.times ? Number(fields.times) : null;
  for (const key of ['status', 'retry_after_s', 'delay_ms', 'blocks']) {
    if (fields[key]) fault[key] = Number(fields[key]);
  }
  if (fault.kind === 'error' && fault.status !== 429) delete fault.retry_after_s;
  return fault;
}

function Fault({ fault, words }) {
  const [gone, setGone] = useState(false);
  const remove = () => { setGone(true); del(`/faults/${fault.id}`).catch(() => setGone(false)); };
  const left = fault.left === null || fault.left === undefined ? '∞' : fault.left;
  return html`<li class=${gone ? 'gone' : ''}>
    <span class="row-text">${words(`fault.${fault.kind}`)} <code>${fault.match || '*'}</code>
      <small>${words(`face.${fault.face}`)} · ${words('faults.left', { left, hits: fault.hits || 0 })}</small></span>
    <${IconButton} name="trash" size=${18} label=${words('faults.remove')} onClick=${remove} /></li>`;
}
