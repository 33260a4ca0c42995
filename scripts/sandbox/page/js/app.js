/* The desk: control strip, people, phones, log. */

import { render } from '../vendor/htm-preact.module.js';
import { html, Icon } from './ui.js';
import { useEffect, useState } from '../vendor/htm-preact.module.js';
import { Strip } from './desk/strip.js';
import { People } from './desk/people.js';
import { Log } from './desk/log.js';
import { Phone } from './phone/phone.js';
import { deskTheme, phoneTheme, shownPeople, state, subscribe } from './store.js';
import { start } from './sync.js';
import { refusal, t } from './words.js';

function useStore() {
  const [, draw] = useState(0);
  useEffect(() => subscribe(() => draw((count) => count + 1)), []);
}

function Desk() {
  useStore();
  const words = t(state.desk.lang);
  useEffect(() => {
    document.documentElement.lang = state.desk.lang;
    document.documentElement.dataset.theme = deskTheme();
    document.title = words('desk.title');
  });
  if (!state.ready) return html`<${Waiting} words=${words} />`;
  const people = shownPeople();
  return html`
    <${Strip} words=${words} />
    <main class="desk">
      <div class="table"><${People} words=${words} />
      <div class="phones">
        ${people.map((person) => html`<${Phone} key=${person.id} person=${person}
          theme=${phoneTheme(person.id)} focused=${state.desk.focus === person.id} deskWords=${words} />`)}
        ${!people.length && html`<p class="nobody">${words('desk.nobody')}</p>`}
      </div></div>
      ${state.desk.log && html`<${Log} words=${words} />`}
    </main>
    ${!state.live && html`<p class="offline" role="status">${words('desk.offline')}</p>`}`;
}

function Waiting({ words }) {
  return html`<div class="waiting" role="status">
    <${Icon} name="mark" size=${56} />
    <p>${state.trouble ? refusal(state.desk.lang, state.trouble) : words('desk.loading')}</p>
    ${state.trouble && html`<button class="button" onClick=${start}>${words('desk.again')}</button>`}
  </div>`;
}

render(html`<${Desk} />`, document.getElementById('desk'));
start();
