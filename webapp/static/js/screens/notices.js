// Which notices come, when they stay silent, what waits for the digest.
import { api } from '../api.js';
import { haptic } from '../telegram.js';
import { Head } from '../ui/bars.js';
import { useLoad } from '../ui/load.js';
import { Fail, Section, SkeletonRows, Switch } from '../ui/parts.js';
import { sayProblem } from '../ui/toast.js';
import { html } from '../vendor.js';
import { known, t } from '../words.js';

const QUIET = { from: '23:00', to: '08:00' };

function areas(kinds) {
  const made = new Map();
  for (const kind of kinds) made.set(kind.area, [...(made.get(kind.area) || []), kind]);
  return [...made];
}

const kindName = (kind) => known(`notice-${kind}`, kind.split('-').slice(1).join(' ') || kind);

function Quiet({ quiet, change }) {
  const edit = (end) => (event) => event.currentTarget.value && change({ quiet: { ...quiet, [end]: event.currentTarget.value } });
  return html`<${Section} title=${t('quiet')} note=${t('quiet-note')}>
    <${Switch} title=${t('quiet-on')} on=${Boolean(quiet)} set=${(on) => change({ quiet: on ? QUIET : null })} />
    ${quiet && ['from', 'to'].map((end) => html`<label class="row" key=${end}><span class="row-main">
      <span class="row-title">${t(`quiet-${end}`)}</span></span>
      <input type="time" class="row-select num" value=${quiet[end]} onChange=${edit(end)} /></label>`)}<//>`;
}

function Settings({ settings, change }) {
  return html`<${Section} note=${t('mute-note')} label=${t('mute')}>
      <${Switch} title=${t('mute')} on=${settings.muted} set=${(muted) => change({ muted })} />
      <${Switch} title=${t('digest')} note=${t('digest-note')} on=${settings.digest === 'daily'}
        set=${(on) => change({ digest: on ? 'daily' : 'off' })} /><//>
    <${Quiet} quiet=${settings.quiet} change=${change} />
    ${areas(settings.kinds).map(([area, kinds]) => html`<${Section} key=${area} title=${known(`notice-area-${area}`, area)}>
      ${kinds.map((kind) => html`<${Switch} key=${kind.kind} title=${kindName(kind.kind)} on=${kind.on}
        set=${(on) => change({ kinds: [{ kind: kind.kind, on }] })} />`)}<//>`)}
    <p class="section-note">${t('notices-inbox')}</p>`;
}

// The settings with a change in them, shown before the server has answered.
function changed(settings, change) {
  const kinds = settings.kinds.map((kind) => ({ ...kind, ...(change.kinds || []).find((one) => one.kind === kind.kind) }));
  return { ...settings, ...change, kinds };
}

export default function Notices() {
  const read = useLoad('notices', () => api.get('/me/notices'));
  async function change(wanted) {
    const before = read.data;
    haptic.select();
    read.set(changed(before, wanted));
    try {
      read.set(await api.patch('/me/notices', wanted));
    } catch (problem) {
      read.set(before);
      sayProblem(problem);
    }
  }
  return html`<${Head} title=${t('notices')} />
    ${read.status === 'loading' && html`<div class="card"><${SkeletonRows} rows=${6} /></div>`}
    ${read.status === 'error' && html`<div class="card"><${Fail} problem=${read.problem} again=${read.again} /></div>`}
    ${read.data && html`<${Settings} settings=${read.data} change=${change} />`}`;
}
