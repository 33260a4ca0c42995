/* World time: what it shows, how fast it runs, jumps forward. */

import { useEffect, useState } from '../../vendor/htm-preact.module.js';
import { html, Form, Icon, Segments } from '../ui.js';
import { post, put } from '../api.js';
import { state, worldNow } from '../store.js';
import { clockTime, shortDate } from '../words.js';

const RATES = [0, 1, 10, 60, 1000];
const JUMPS = [['clock.minutes', 600], ['clock.hour', 3600], ['clock.day', 86400], ['clock.week', 604800]];

function useTick(rate) {
  const [, draw] = useState(0);
  useEffect(() => {
    if (!rate) return undefined;
    const timer = setInterval(() => draw((count) => count + 1), rate > 1 ? 100 : 250);
    return () => clearInterval(timer);
  }, [rate]);
}

export function ClockFace() {
  const { rate } = state.clock;
  useTick(rate);
  const now = worldNow();
  return html`<${Icon} name=${rate ? 'clock' : 'pause'} size=${20} />
    <span class="figure">${clockTime(now, true)}</span>
    <span class="label quiet">${shortDate(state.desk.lang, now)}${rate > 1 ? ` · ×${rate}` : ''}</span>`;
}

export function ClockPanel({ words, say }) {
  const { rate } = state.clock;
  useTick(rate);
  const [trouble, setTrouble] = useState('');
  const act = (work) => {
    setTrouble('');
    work.catch((refused) => setTrouble(say(refused)));
  };
  const now = new Date(worldNow());
  const day = new Intl.DateTimeFormat(state.desk.lang, {
    weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC',
  }).format(now);
  return html`
    <p class="big-clock"><span class="figure">${clockTime(now, true)}</span><small>${day}, UTC</small></p>
    <h3>${words('clock.rate')}</h3>
    <${Segments} label=${words('clock.rate')} value=${rate}
      options=${RATES.map((each) => [each, each ? `×${each}` : words('clock.still')])}
      onChange=${(each) => act(put('/clock', { rate: each }))} />
    <h3>${words('clock.jump')}</h3>
    <div class="buttons">${JUMPS.map(([key, seconds]) => html`
      <button type="button" class="button soft" key=${key}
        onClick=${() => act(post('/clock/advance', { seconds }))}>${words(key)}</button>`)}</div>
    <${Form} submit=${words('clock.set')} words=${say}
      onSubmit=${(fields) => put('/clock', { now: `${fields.at.slice(0, 16)}:00.000Z` })}>
      <label class="field"><span>${words('clock.to')}</span>
        <input type="datetime-local" name="at" required value=${now.toISOString().slice(0, 16)} /></label>
    <//>
    ${trouble && html`<p class="trouble" role="alert">${trouble}</p>`}`;
}
