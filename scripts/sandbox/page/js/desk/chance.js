/* Chance: the next throws of each person and the bot, and the seed of all the rest. */

import { useState } from '../../vendor/htm-preact.module.js';
import { html, Form, Icon } from '../ui.js';
import { put } from '../api.js';
import { state } from '../store.js';
import { readChance } from '../sync.js';

const nextThrows = () => Object.entries(state.dice).filter(([, values]) => Array.isArray(values) && values.length);

export function diceFace(words) {
  const set = nextThrows().reduce((count, [, values]) => count + values.length, 0);
  return html`<${Icon} name="dice" size=${20} />${set ? html`<span class="figure">${set}</span>`
    : html`<span class="label">${words('chance.free')}</span>`}`;
}

export function ChancePanel({ words, say }) {
  const names = [...state.people.map((person) => [person.username || `${person.id}`, person.name]), ['bot', words('chance.bot')]];
  return html`
    <p class="note">${words('chance.note')}</p>
    ${names.map(([key, name]) => html`<${Throws} key=${key} who=${key} name=${name} words=${words} say=${say} />`)}
    <${Form} submit=${words('chance.sow')} words=${say}
      onSubmit=${(fields) => put('/chance', { seed: Number(fields.seed) })}>
      <label class="field"><span>${words('chance.seed')}</span>
        <input name="seed" type="number" min="0" step="1" required value=${state.chance.seed} /></label>
    <//>`;
}

function Throws({ who, name, words, say }) {
  const [trouble, setTrouble] = useState('');
  const set = (event) => {
    const values = event.currentTarget.value.split(/[\s,]+/).filter(Boolean).map(Number);
    setTrouble('');
    if (values.some((value) => !Number.isInteger(value))) { setTrouble(words('chance.whole')); return; }
    put('/dice', { [who]: values }).then(readChance).catch((refused) => setTrouble(say(refused)));
  };
  return html`<label class="row throws"><span class="row-text">${name}</span>
    <input class="short" inputmode="numeric" placeholder=${words('chance.any')} value=${(state.dice[who] || []).join(' ')}
      aria-label=${words('chance.next', { name })} onChange=${set} /></label>
    ${trouble && html`<p class="trouble" role="alert">${trouble}</p>`}`;
}
