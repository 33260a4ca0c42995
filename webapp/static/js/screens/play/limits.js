// Responsible play: limits, reality check, breaks, self-exclusion. Down at once; up after a day
// and a second yes.
import './ready.js';
import { api } from '../../api.js';
import { fullTime } from '../../format.js';
import { go } from '../../router.js';
import { haptic } from '../../telegram.js';
import { Head } from '../../ui/bars.js';
import { useLoad } from '../../ui/load.js';
import { Button, Chips, Empty, Fail, Row, Section, SkeletonRows, drawn } from '../../ui/parts.js';
import { sayDone, sayProblem } from '../../ui/toast.js';
import { html, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { span, sumOf, useCountdown } from './game.js';
import { LimitSheet } from './limit.js';
import { BreakSheet, ExclusionSheet } from './pause.js';

const REALITY = [15, 30, 60];
const ICONS = { deposit: 'arrow-down-left', stake: 'dices', loss: 'arrow-up-right' };

// Sends an order and shows what stands then.
function useOrders(read) {
  const [busy, setBusy] = useState(false);
  async function send(method, path, body, words) {
    setBusy(true);
    try {
      read.set(await api[method](path, body));
      if (words) sayDone(words);
      return true;
    } catch (problem) {
      sayProblem(problem);
      return false;
    } finally {
      setBusy(false);
    }
  }
  return { busy, send };
}

const nameOf = ({ kind, period, asset }) => ({ kind, period, asset });

function Pending({ limit, orders }) {
  const seconds = useCountdown(limit.pending.since);
  const { amount } = limit.pending;
  const what = amount === null ? t('play-limit-none') : sumOf(limit.asset, amount);
  const settle = (path, words) => orders.send('post', `/limits/${path}`, nameOf(limit), words);
  return html`<div class="pending"><p class="row-note num">${drawn(seconds > 0 ? t('play-pending-waits', { what, time: span(seconds) }) : t('play-pending-ready', { what }))}</p>
    <div class="pending-acts"><${Button} kind="soft" busy=${orders.busy} press=${() => settle('keep', t('play-pending-kept'))}>${t('play-pending-keep')}<//>
      ${seconds === 0 && html`<${Button} kind="soft on" busy=${orders.busy} press=${() => settle('confirm', t('play-limit-set'))}>${t('play-pending-yes')}<//>`}</div></div>`;
}

function Limits({ standing, orders, edit }) {
  if (!standing.items.length) return html`<${Empty} icon="shield" text=${t('play-limits-none')} action=${t('play-limit-new')} press=${() => edit({})} />`;
  return html`${standing.items.map((limit) => html`<div class="limit" key=${`${limit.kind}${limit.period}${limit.asset}`}>
    <${Row} icon=${ICONS[limit.kind]} title=${t(`play-limit-${limit.kind}`)} note=${t(`play-period-${limit.period}`)}
      side=${sumOf(limit.asset, limit.amount)} press=${() => edit(limit)} />
    ${limit.pending && html`<${Pending} key=${limit.pending.since} limit=${limit} orders=${orders} />`}</div>`)}
    <button type="button" class="row row-all" onClick=${() => edit({})}>${t('play-limit-new')}</button>`;
}

function Pause({ pause }) {
  const seconds = useCountdown(pause.until);
  const short = seconds < 86_400 * 2;
  return html`<${Section} label=${t('play-limits')} note=${t(`play-pause-${pause.kind}-note`)}><${Row} icon="moon" tone="warn"
    title=${t(`play-pause-${pause.kind}`)} note=${t('play-pause-until', { time: fullTime(pause.until) })} side=${short ? span(seconds) : null} /><//>`;
}

function Sitting({ standing }) {
  if (!standing.sitting_minutes && !standing.turnover.length) return null;
  return html`<${Section} title=${t('play-sitting')}>${standing.sitting_minutes > 0 && html`<${Row} icon="clock" title=${t('play-sitting-time', { minutes: standing.sitting_minutes })} />`}
    ${standing.turnover.map((one) => html`<${Row} key=${one.asset} icon="coins" title=${t('play-net')}
      note=${t('play-sitting-row', { staked: sumOf(one.asset, one.staked), returned: sumOf(one.asset, one.returned) })} side=${sumOf(one.asset, one.net)} />`)}<//>`;
}

function Body({ standing, orders }) {
  const [editing, edit] = useState(null);
  const [sheet, open] = useState(null);
  const close = () => { edit(null); open(null); };
  const save = async (order, words) => { if (await orders.send('put', '/limits', order, words)) close(); };
  const pause = async (path, body, words) => { if (await orders.send('post', path, body, words)) close(); };
  const reality = (minutes) => { haptic.select(); orders.send('put', '/limits/reality', { minutes }, t('play-saved')); };
  return html`${standing.pause && html`<${Pause} pause=${standing.pause} />`}
    <${Sitting} standing=${standing} />
    <${Section} title=${t('play-limits-own')} note=${t('play-limits-about')}><${Limits} standing=${standing} orders=${orders} edit=${edit} /><//>
    <h2 class="section-title">${t('play-reality')}</h2>
    <div class="tools"><${Chips} label=${t('play-reality')} value=${standing.reality_minutes} choose=${reality}
      options=${REALITY.map((minutes) => ({ value: minutes, label: t('play-minutes', { n: minutes }) }))} /></div>
    <p class="section-note after-tools">${t('play-reality-note')}</p>
    <${Section} title=${t('play-rest')}>
      <${Row} icon="moon" title=${t('play-break')} note=${t('play-break-note')} press=${() => open('break')} />
      <${Row} icon="lock" tone="warn" title=${t('play-exclude')} note=${t('play-exclude-note')} press=${() => open('exclusion')} />
      <${Row} icon="history" title=${t('play-played')} note=${t('play-csv-note')} press=${() => go('/played')} /><//>
    ${editing && html`<${LimitSheet} limit=${editing} items=${standing.items} save=${save} busy=${orders.busy} close=${close} />`}
    ${sheet === 'break' && html`<${BreakSheet} pause=${pause} busy=${orders.busy} close=${close} />`}
    ${sheet === 'exclusion' && html`<${ExclusionSheet} pause=${pause} busy=${orders.busy} close=${close} />`}`;
}

export default function LimitsScreen() {
  const read = useLoad('limits', () => api.get('/limits'));
  const orders = useOrders(read);
  return html`<${Head} title=${t('play-limits')} />
    ${read.status === 'loading' && html`<div class="card"><${SkeletonRows} rows=${6} /></div>`}
    ${read.status === 'error' && html`<div class="card"><${Fail} problem=${read.problem} again=${read.again} /></div>`}
    ${read.data && html`<${Body} standing=${read.data} orders=${orders} />`}`;
}
