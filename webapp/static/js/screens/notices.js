// Which notices come, when they stay silent, what waits for the digest.
import { api } from '../api.js';
import { now } from '../config.js';
import { fullTime } from '../format.js';
import { haptic } from '../telegram.js';
import { Head } from '../ui/bars.js';
import { useLoad } from '../ui/load.js';
import { Fail, Section, SkeletonRows, Switch } from '../ui/parts.js';
import { sayProblem } from '../ui/toast.js';
import { html } from '../vendor.js';
import { known, t } from '../words.js';

const QUIET = { from: '23:00', to: '08:00' };
const DAY_MS = 86_400_000;
const WAYS = ['now', 'digest', 'off'];

function areas(kinds) {
  const made = new Map();
  for (const kind of kinds) made.set(kind.area, [...(made.get(kind.area) || []), kind]);
  return [...made];
}

function KindRow({ kind, set }) {
  const name = known(`notice-${kind.kind}`, kind.kind.replaceAll(/[-_]/g, ' '));
  if (kind.fixed) {
    return html`<div class="row"><span class="row-main"><span class="row-title">${name}</span><span class="row-note">${t('notice-fixed')}</span></span></div>`;
  }
  return html`<label class="row"><span class="row-main"><span class="row-title">${name}</span></span>
    <select class="row-select" value=${kind.deliver} aria-label=${name} onChange=${(event) => set(event.currentTarget.value)}>
      ${WAYS.map((way) => html`<option key=${way} value=${way}>${t(`notice-${way}`)}</option>`)}</select></label>`;
}

function Quiet({ quiet, change }) {
  const edit = (end) => (event) => event.currentTarget.value && change({ quiet: { ...quiet, [end]: event.currentTarget.value } });
  return html`<${Section} title=${t('quiet')} note=${t('quiet-note')}>
    <${Switch} title=${t('quiet-on')} on=${Boolean(quiet)} set=${(on) => change({ quiet: on ? QUIET : null })} />
    ${quiet && ['from', 'to'].map((end) => html`<label class="row" key=${end}><span class="row-main"><span class="row-title">${t(`quiet-${end}`)}</span></span>
      <input type="time" class="row-select num" value=${quiet[end]} onChange=${edit(end)} /></label>`)}<//>`;
}

function Settings({ settings, change }) {
  const silent = settings.mute_until && Date.parse(settings.mute_until) > now();
  return html`<${Section} note=${t('mute-note')} label=${t('mute')}>
      <${Switch} title=${t('mute')} note=${silent ? t('mute-until', { time: fullTime(settings.mute_until) }) : null} on=${Boolean(silent)}
        set=${(on) => change({ mute_until: on ? new Date(now() + DAY_MS).toISOString() : null })} /><//>
    <${Quiet} quiet=${settings.quiet} change=${change} />
    ${areas(settings.kinds).map(([area, kinds]) => html`<${Section} key=${area} title=${known(`notice-area-${area}`, area)}>
      ${kinds.map((kind) => html`<${KindRow} key=${kind.kind} kind=${kind} set=${(deliver) => change({ kinds: [{ kind: kind.kind, deliver }] })} />`)}<//>`)}
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
