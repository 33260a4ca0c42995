// One withdrawal: its state, what it costs, where it went, and a way back while there is one.
import './ready.js';
import { act, underWay } from '../../acts.js';
import { api } from '../../api.js';
import { config } from '../../config.js';
import { fullTime, money } from '../../format.js';
import { back, usePlace } from '../../router.js';
import { useStore } from '../../store.js';
import { openTelegram } from '../../telegram.js';
import { Head, useBar } from '../../ui/bars.js';
import { useLoad } from '../../ui/load.js';
import { Fail, Icon, Section, SkeletonRows, drawn } from '../../ui/parts.js';
import { sayDone, sayProblem } from '../../ui/toast.js';
import { html, useEffect } from '../../vendor.js';
import { known, t } from '../../words.js';
import { Address } from './address.js';

const LOOK_MS = 1_500;
const MOVING = new Set(['to_confirm', 'to_approve', 'queued', 'sent']);
const STATE_ICONS = { to_confirm: 'hourglass', to_approve: 'hourglass', queued: 'hourglass', sent: 'send', paid: 'check', failed: 'x', cancelled: 'x' };

// Looks again while something is still to come.
function useMoving(read) {
  const moving = MOVING.has(read.data?.state);
  useEffect(() => {
    if (!moving) return undefined;
    const timer = setInterval(read.again, LOOK_MS);
    return () => clearInterval(timer);
  }, [moving]);
}

function Facts({ one }) {
  const rows = [
    [t('ton-arrives'), money(one.value)], [t('fee'), money(one.fee)], [t('ton-asked-at'), fullTime(one.at)],
    one.state === 'to_confirm' && [t('ton-until'), fullTime(one.expires_at)],
    one.reason && [t('ton-why'), known(`ton-reason-${one.reason}`, one.reason)], [t('ton-number'), one.id, 'small'],
  ].filter(Boolean);
  return html`<div class="card"><dl class="facts">${rows.map(([name, value, size]) => html`<div key=${name}><dt>${name}</dt>
    <dd class=${`num ${size || ''}`}>${drawn(value)}</dd></div>`)}
    <div class="tall-fact"><dt>${t('ton-target')}</dt><dd><${Address} text=${one.to} whole /></dd></div></dl></div>`;
}

function Body({ one, read }) {
  const path = `/withdrawals/${one.id}/cancel`;
  const busy = useStore(underWay, (state) => state.paths.includes(path));
  const may = one.allowed.includes('cancel');
  async function cancel() {
    try {
      read.set(await act(path, {}));
      sayDone(t('ton-cancelled'));
    } catch (refusal) {
      sayProblem(refusal);
      read.again();
    }
  }
  const chat = { text: t('ton-confirm-chat'), press: () => openTelegram(`https://t.me/${config.bot}`) };
  useBar({ main: one.state === 'to_confirm' ? chat : { text: t('done'), press: back }, second: may ? { text: t('ton-cancel'), press: cancel, busy } : null });
  return html`<div class="stamp"><span class=${`tile big ${one.state === 'paid' ? '' : 'quiet'}`}><${Icon} name=${STATE_ICONS[one.state]} size=${32} /></span>
      <p class="total-sum num">${drawn(money(one.value))}</p><p class="hint" role="status">${t(`ton-out-${one.state}-what`)}</p></div>
    <${Facts} one=${one} />
    ${one.tx && html`<${Section} label=${t('ton-explorer')}><a class="row" href=${one.tx.link} target="_blank" rel="noopener"><span class="tile"><${Icon} name="arrow-up-right" size=${20} /></span>
      <span class="row-main"><span class="row-title">${t('ton-explorer')}</span><span class="row-note num">${one.tx.hash.slice(0, 16)}…</span></span></a><//>`}`;
}

export default function Withdrawal() {
  const { rest: [id] } = usePlace();
  const read = useLoad(`withdrawal/${id}`, () => api.get(`/withdrawals/${encodeURIComponent(id)}`));
  useMoving(read);
  return html`<${Head} title=${t('ton-withdrawal')} />
    ${read.status === 'loading' && html`<div class="card"><${SkeletonRows} rows=${4} /></div>`}
    ${read.status === 'error' && html`<div class="card"><${Fail} problem=${read.problem} again=${read.again} /></div>`}
    ${read.data && html`<${Body} one=${read.data} read=${read} />`}`;
}
