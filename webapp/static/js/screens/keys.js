// Keys for programs: made, shown once, turned, revoked.
import { api } from '../api.js';
import { ago } from '../format.js';
import { Head, useBar } from '../ui/bars.js';
import { useLoad } from '../ui/load.js';
import { Empty, Fail, Icon, Section, SkeletonRows } from '../ui/parts.js';
import { Confirm, Sheet } from '../ui/sheet.js';
import { sayDone, sayProblem } from '../ui/toast.js';
import { html, useState } from '../vendor.js';
import { known, learn, t } from '../words.js';

await learn('partner');

const SCOPES = ['read', 'write', 'games'];

function about(key) {
  const used = key.used_at ? t('key-used', { at: ago(key.used_at) }) : t('key-unused');
  return [...SCOPES.filter((one) => key.scopes.includes(one)).map((one) => known(`key-scope-${one}`, one)), used].join(' · ');
}

function Copied({ name, value }) {
  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      sayDone(t('key-copied'));
    } catch (problem) {
      sayProblem(problem);
    }
  }
  return html`<div class="row"><span class="row-main"><span class="row-note">${name}</span>
    <code class="row-title key-text">${value}</code></span>
    <button type="button" class="row-act" onClick=${copy}>${t('key-copy')}</button></div>`;
}

// The only time that the secret is seen.
function Shown({ shown, close }) {
  return html`<${Sheet} title=${shown.name} close=${close} guard main=${{ text: t('key-kept'), press: close }}>
    <p class="sheet-note">${t(shown.secret ? 'key-shown' : 'key-repeated')}</p>
    <${Copied} name=${t('key-number')} value=${shown.id} />
    ${shown.secret && html`<${Copied} name=${t('key-secret')} value=${shown.secret} />`}
  <//>`;
}

function Make({ close, done }) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState(['read']);
  const [busy, setBusy] = useState(false);
  const turn = (one) => setScopes(scopes.includes(one) ? scopes.filter((other) => other !== one) : [...scopes, one]);
  async function make() {
    setBusy(true);
    try {
      done(await api.post('/partner/keys', { name: name.trim(), scopes }));
    } catch (problem) {
      sayProblem(problem);
      setBusy(false);
    }
  }
  return html`<${Sheet} title=${t('key-new')} close=${close}
    main=${{ text: t('key-make'), press: make, busy, enabled: Boolean(name.trim() && scopes.length) }}>
    <label class="field"><span class="field-name">${t('key-name')}</span><span class="field-box">
      <input name="name" autocomplete="off" maxlength="40" value=${name}
        onInput=${(event) => setName(event.currentTarget.value)} /></span></label>
    ${SCOPES.map((one) => html`<label class="row tick" key=${one}>
      <input type="checkbox" checked=${scopes.includes(one)} onChange=${() => turn(one)} />
      <span class="row-main"><span class="row-title">${t(`key-scope-${one}`)}</span>
        <span class="row-note">${t(`key-scope-${one}-note`)}</span></span></label>`)}
  <//>`;
}

function KeyRow({ item, turn, end }) {
  return html`<div class="row"><span class="tile quiet"><${Icon} name="lock" size=${20} /></span>
    <span class="row-main"><span class="row-title">${item.name}</span><span class="row-note">${about(item)}</span></span>
    <button type="button" class="row-act" onClick=${turn}>${t('key-turn')}</button>
    <button type="button" class="row-act" onClick=${end}>${t('key-revoke')}</button></div>`;
}

export default function Keys() {
  const read = useLoad('keys', () => api.get('/partner/keys'));
  const [making, make] = useState(false);
  const [shown, show] = useState(null);
  const [asked, ask] = useState(null);
  const [busy, setBusy] = useState(false);
  const none = read.data && !read.data.items.length;
  useBar({ main: making || shown || asked || none || !read.data ? null : { text: t('key-new'), press: () => make(true) } });
  function done(made) {
    make(false);
    ask(null);
    setBusy(false);
    read.again();
    if (made) show(made);
  }
  async function go() {
    setBusy(true);
    const path = `/partner/keys/${encodeURIComponent(asked.item.id)}`;
    try {
      if (asked.act === 'turn') done(await api.post(`${path}/rotate`, {}));
      else {
        await api.remove(path);
        sayDone(t('key-revoked'));
        done(null);
      }
    } catch (problem) {
      sayProblem(problem);
      setBusy(false);
    }
  }
  return html`<${Head} title=${t('keys')} />
    <${Section} note=${t('keys-about')} label=${t('keys')}>
      ${read.status === 'loading' && html`<${SkeletonRows} rows=${2} />`}
      ${read.status === 'error' && html`<${Fail} problem=${read.problem} again=${read.again} />`}
      ${read.data?.items.map((item) => html`<${KeyRow} key=${item.id} item=${item}
        turn=${() => ask({ item, act: 'turn' })} end=${() => ask({ item, act: 'revoke' })} />`)}
      ${none && html`<${Empty} icon="lock" text=${t('keys-none')} action=${t('key-new')} press=${() => make(true)} />`}
    <//>
    ${making && html`<${Make} close=${() => make(false)} done=${done} />`}
    ${shown && html`<${Shown} shown=${shown} close=${() => show(null)} />`}
    ${asked && html`<${Confirm} title=${t(`key-${asked.act}-title`)} danger=${asked.act === 'revoke'} busy=${busy}
      close=${() => ask(null)} act=${{ text: t(`key-${asked.act}`), press: go }}
      lines=${[[t('key-name'), asked.item.name]]}><p class="sheet-note">${t(`key-${asked.act}-note`)}</p><//>`}`;
}
