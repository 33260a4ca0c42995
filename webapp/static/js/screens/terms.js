// The terms: nothing else works before they are accepted, and again when the text has changed.
import { api } from '../api.js';
import { usePlace } from '../router.js';
import { house, useStore } from '../store.js';
import { haptic } from '../telegram.js';
import { Head, useBar } from '../ui/bars.js';
import { useLoad } from '../ui/load.js';
import { Fail, Icon, SkeletonRows } from '../ui/parts.js';
import { Prose } from '../ui/prose.js';
import { sayProblem } from '../ui/toast.js';
import { html, useState } from '../vendor.js';
import { language, t } from '../words.js';

const read = () => api.get('/terms', { lang: language }, { open: true });

function Document({ loaded, part = 'text' }) {
  if (loaded.status === 'loading') return html`<div class="card"><${SkeletonRows} rows=${6} /></div>`;
  if (loaded.status === 'error') return html`<div class="card"><${Fail} problem=${loaded.problem} again=${loaded.again} />
    </div>`;
  return html`<div class="card"><${Prose} text=${loaded.data[part] || ''} /></div>`;
}

export function TermsGate({ accepted }) {
  const loaded = useLoad(`terms/${language}`, read);
  const me = useStore(house, (state) => state.me);
  const [agreed, agree] = useState(false);
  const [busy, setBusy] = useState(false);
  async function accept() {
    setBusy(true);
    try {
      const answer = await api.post('/me/terms', { document: loaded.data.document });
      haptic.success();
      accepted(answer);
    } catch (problem) {
      setBusy(false);
      sayProblem(problem);
      // The text may have changed while it was read.
      loaded.again();
    }
  }
  useBar({ main: { text: t('terms-act'), press: accept, enabled: agreed && Boolean(loaded.data), busy } });
  return html`<div class="welcome"><span class="tile big"><${Icon} name="shield-check" size=${32} /></span>
      <h1>${t('terms-title', { name: me?.name || '' })}</h1><p class="hint">${t('terms-lead')}</p></div>
    <${Document} loaded=${loaded} />
    <div class="card"><label class="row tick">
      <input type="checkbox" checked=${agreed}
      onChange=${(event) => { haptic.select(); agree(event.currentTarget.checked); }} />
      <span class="row-main">${t('terms-agree')}</span></label></div>
    ${loaded.data && html`<p class="section-note num">${t('terms-document', { hash: loaded.data.document.slice(0, 12) })}</p>`}`;
}

export default function DocumentScreen() {
  const { rest: [name] } = usePlace();
  const part = name === 'privacy' ? 'privacy' : 'text';
  const loaded = useLoad(`terms/${language}`, read);
  return html`<${Head} title=${t(name === 'privacy' ? 'privacy' : 'terms')} /><${Document} loaded=${loaded} part=${part} />
    ${loaded.data && part === 'text' && html`<p class="section-note num">${t('terms-document', { hash: loaded.data.document })}</p>`}`;
}
