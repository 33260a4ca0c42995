/* The control strip: time, chance, pace and faults, newcomers, a fresh world. */

import { useState } from '../../vendor/htm-preact.module.js';
import { html, Form, Icon, IconButton, Popover, Segments } from '../ui.js';
import { post } from '../api.js';
import { deskTheme, setDesk, state } from '../store.js';
import { readCalls } from '../sync.js';
import { refusal } from '../words.js';
import { AddPanel } from './add.js';
import { ChancePanel, diceFace } from './chance.js';
import { ClockFace, ClockPanel } from './clock.js';
import { FaultsPanel, PacePanel } from './faults.js';

export function Strip({ words }) {
  const [open, setOpen] = useState(null);
  const pill = (name) => ({ open: open === name, onOpen: (shown) => setOpen(shown ? name : null) });
  const say = (trouble) => refusal(state.desk.lang, trouble);
  const all = { words, say, close: () => setOpen(null) };
  const faults = state.faults.filter((fault) => fault.left !== 0).length;
  return html`<header class="strip">
    <div class="brand"><${Icon} name="mark" size=${28} /><b>${words('desk.name')}</b></div>
    <${AppState} words=${words} />
    <div class="controls">
      <${Popover} label=${words('clock.title')} ...${pill('clock')} face=${html`<${ClockFace} />`} class="clock">
        <${ClockPanel} ...${all} /><//>
      <${Popover} label=${words('chance.title')} ...${pill('chance')} face=${diceFace(words)}>
        <${ChancePanel} ...${all} /><//>
      <${Popover} label=${words('pace.title')} ...${pill('pace')} class="roomy"
        face=${html`<${Icon} name="pace" size=${20} /><span class="figure">×${state.world.pace}</span>`}>
        <${PacePanel} ...${all} /><//>
      <${Popover} label=${words('faults.title')} ...${pill('faults')} class=${faults ? 'warn' : ''}
        face=${html`<${Icon} name="fault" size=${20} />${faults ? html`<span class="figure">${faults}</span>`
          : html`<span class="label">${words('faults.none')}</span>`}`}>
        <${FaultsPanel} ...${all} /><//>
      <${Popover} label=${words('add.title')} ...${pill('add')} face=${html`<${Icon} name="plus" size=${20} />
        <span class="label">${words('add.title')}</span>`}>
        <${AddPanel} ...${all} /><//>
      <${Popover} label=${words('reset.title')} ...${pill('reset')} class="roomy"
        face=${html`<${Icon} name="reset" size=${20} />`}>
        <${ResetPanel} ...${all} /><//>
    </div>
    <${Looks} words=${words} />
    <${Popover} label=${words('desk.more')} ...${pill('more')} class="narrow" face=${html`<${Icon} name="dots" size=${20} />`}>
      <${MorePanel} ...${all} /><//>
  </header>`;
}

function AppState({ words }) {
  const { app } = state.world;
  const text = words(`app.${app.state}`);
  return html`<a class=${`app-state ${app.state}`} href=${app.url || undefined} target="_blank" rel="noreferrer"
    title=${`${text}${app.url ? ` · ${app.url}` : ''}`}><i></i><span>${text}</span></a>`;
}

/* On a narrow screen: all that has no room in the strip. */
function MorePanel(all) {
  const { words } = all;
  return html`
    <${Segments} label=${words('person.language')} value=${state.desk.lang} onChange=${(lang) => setDesk({ lang })}
      options=${[['en', 'English'], ['ru', 'Русский']]} />
    <${Segments} label=${words('app.theme')} value=${deskTheme()} onChange=${(theme) => setDesk({ theme, themes: {} })}
      options=${[['light', words('app.light')], ['dark', words('app.dark')]]} />
    <h3>${words('pace.title')}</h3><${PacePanel} ...${all} />
    <h3>${words('reset.title')}</h3><${ResetPanel} ...${all} />`;
}

function Looks({ words }) {
  const dark = deskTheme() === 'dark';
  const other = state.desk.lang === 'en' ? 'ru' : 'en';
  const log = () => {
    setDesk({ log: !state.desk.log });
    if (state.desk.log) readCalls();
  };
  return html`<div class="looks">
    <button type="button" class="icon-button text wide" lang=${other} title=${words('desk.language')}
      aria-label=${words('desk.language')} onClick=${() => setDesk({ lang: other })}>${other === 'ru' ? 'РУ' : 'EN'}</button>
    <${IconButton} name=${dark ? 'sun' : 'moon'} label=${words(dark ? 'desk.light' : 'desk.dark')}
      onClick=${() => setDesk({ theme: dark ? 'light' : 'dark', themes: {} })} size=${20} class="wide" />
    <a class="icon-button wide" href="/ton" target="_blank" rel="noopener" title=${words('explorer.title')} aria-label=${words('explorer.title')}>
      <${Icon} name="link" size=${20} /></a>
    <${IconButton} name="log" label=${words('log.title')} on=${state.desk.log} onClick=${log} size=${20} />
  </div>`;
}

function ResetPanel({ words, say, close }) {
  const reset = async (fields) => {
    await post('/reset', {
      demo: fields.demo === 'on', seed: Number(fields.seed || 1), pace: state.world.pace,
    });
    close();
  };
  return html`<${Form} submit=${words('reset.do')} onSubmit=${reset} words=${say} danger>
    <p class="note">${words('reset.note')}</p>
    <label class="row toggle-row"><span class="row-text">${words('reset.demo')}</span>
      <input type="checkbox" class="toggle" role="switch" name="demo" checked /></label>
    <label class="field"><span>${words('chance.seed')}</span>
      <input name="seed" type="number" min="0" step="1" value="1" /></label>
  <//>`;
}
