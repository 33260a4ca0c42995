// Where the person is signed in; each can be ended at once.
import { api } from '../api.js';
import { ago } from '../format.js';
import { signOut } from '../session.js';
import { Head } from '../ui/bars.js';
import { useLoad } from '../ui/load.js';
import { Fail, Icon, Section, SkeletonRows } from '../ui/parts.js';
import { Confirm } from '../ui/sheet.js';
import { sayDone, sayProblem } from '../ui/toast.js';
import { html, useState } from '../vendor.js';
import { known, t } from '../words.js';

// A browser's long name of itself, as people call it.
function device(agent) {
  const system = /Android|iPhone|iPad|Windows|Mac OS X|Linux/.exec(agent)?.[0].replace('Mac OS X', 'macOS');
  const browser = /Telegram|Edg|OPR|Firefox|Chrome|Safari/.exec(agent)?.[0].replace('Edg', 'Edge').replace('OPR', 'Opera');
  return [browser, system].filter(Boolean).join(' · ') || agent.slice(0, 40) || t('session-unknown');
}

function about(session) {
  const when = session.current ? t('session-this') : ago(session.created_at);
  return [when, known(`session-${session.how}`, session.how), session.address].filter(Boolean).join(' · ');
}

function SessionRow({ session, end }) {
  return html`<div class="row"><span class=${session.current ? 'tile' : 'tile quiet'}>
    <${Icon} name="monitor-smartphone" size=${20} /></span>
    <span class="row-main"><span class="row-title">${device(session.agent || '')}</span>
      <span class="row-note">${about(session)}</span></span>
    <button type="button" class="row-act" onClick=${end}>${t(session.current ? 'sign-out' : 'session-end')}</button></div>`;
}

export default function Sessions() {
  const read = useLoad('sessions', () => api.get('/sessions'));
  const [asked, ask] = useState(null);
  const [busy, setBusy] = useState(false);
  async function end() {
    setBusy(true);
    try {
      await api.remove(`/sessions/${encodeURIComponent(asked.id)}`);
      sayDone(t('session-ended'));
      if (asked.current) signOut();
      else read.again();
      ask(null);
    } catch (problem) {
      sayProblem(problem);
    } finally {
      setBusy(false);
    }
  }
  return html`<${Head} title=${t('sessions')} />
    <${Section} note=${t('sessions-about')} label=${t('sessions')}>
      ${read.status === 'loading' && html`<${SkeletonRows} rows=${2} />`}
      ${read.status === 'error' && html`<${Fail} problem=${read.problem} again=${read.again} />`}
      ${read.data?.items.map((session) => html`<${SessionRow}
        key=${session.id} session=${session} end=${() => ask(session)} />`)}
    <//>
    ${asked && html`<${Confirm} title=${t('session-end-title')} danger busy=${busy} close=${() => ask(null)}
      act=${{ text: t('session-end'), press: end }}
      lines=${[[t('session-device'), device(asked.agent || '')]]}><p class="sheet-note">${t('session-end-note')}</p><//>`}`;
}
