// One top-up: its state, a receipt to share, the refund while it is unspent.
import { act, underWay } from '../acts.js';
import { api } from '../api.js';
import { config } from '../config.js';
import { fullTime, money } from '../format.js';
import { back, replace, usePlace } from '../router.js';
import { house, useStore } from '../store.js';
import { haptic, inside, openTelegram, share } from '../telegram.js';
import { Head, useBar } from '../ui/bars.js';
import { useLoad } from '../ui/load.js';
import { Fail, Icon, Row, Section, SkeletonRows, drawn } from '../ui/parts.js';
import { Confirm } from '../ui/sheet.js';
import { say, sayDone, sayProblem } from '../ui/toast.js';
import { html, useEffect, useState } from '../vendor.js';
import { t } from '../words.js';
import { pay } from './topup.js';
import { STATE_ICONS } from './wallet.js';

const LOOKS = 12;
const LOOK_PAUSE_MS = 900;

// After the payment sheet closed: look again until the payment itself has arrived.
function useArrival(waiting, read) {
  const [looks, setLooks] = useState(0);
  const open = waiting && read.data?.state === 'open';
  useEffect(() => {
    if (!open || looks >= LOOKS) return undefined;
    const timer = setTimeout(() => { setLooks(looks + 1); read.again(); }, LOOK_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [open, looks]);
  useEffect(() => {
    if (waiting && read.data?.state === 'paid') {
      haptic.success();
      house.set(({ moves }) => ({ moves: moves + 1 }));
    }
  }, [read.data?.state]);
  return open && looks < LOOKS;
}

function useRefund(topup) {
  const [asking, ask] = useState(false);
  const path = `/topups/${topup?.id}/refund`;
  const busy = useStore(underWay, (state) => state.paths.includes(path));
  async function refund() {
    try {
      await act(path, {});
      sayDone(t('refund-done', { amount: money(topup.value) }));
    } catch (refusal) {
      sayProblem(refusal);
    }
    ask(false);
  }
  const sheet = asking && html`<${Confirm} title=${t('refund-title')} danger busy=${busy} close=${() => ask(false)}
    act=${{ text: t('refund-act', { amount: money(topup.value) }), press: refund }}
    lines=${[[t('refund-back'), money(topup.value)], [t('fee'), t('fee-none')]]}><p class="sheet-note">${t('refund-next')}</p>
      <//>`;
  return { sheet, ask: () => ask(true), busy };
}

async function shareReceipt(topup) {
  const text = t('receipt-text', { amount: money(topup.value), time: fullTime(topup.paid_at || topup.at), id: topup.id });
  if (await share(text, config.open_link) === 'copied') say(t('copied'));
}

function Facts({ topup }) {
  const rows = [
    [t('receipt-state'), t(`topup-${topup.stage}`)], [t('receipt-made'), fullTime(topup.at)],
    topup.paid_at && [t('receipt-paid-at'), fullTime(topup.paid_at)],
    topup.refunded_at && [t('receipt-refunded-at'), fullTime(topup.refunded_at)],
    topup.failure && [t('receipt-why'), topup.failure], [t('fee'), t('fee-none')], [t('receipt-id'), topup.id, 'small'],
  ].filter(Boolean);
  return html`<div class="card"><dl class="facts">${rows.map(([name, value, size]) => html`<div key=${name}><dt>${name}</dt>
    <dd class=${`num ${size || ''}`}>${drawn(value)}</dd></div>`)}</dl></div>`;
}

function Body({ topup, waiting }) {
  const refund = useRefund(topup);
  const payable = topup.state === 'open' && topup.link && !waiting;
  const { refundable } = topup;
  const refundNote = topup.state === 'paid' ? t(refundable ? 'refund-note' : 'refund-spent') : null;
  const payText = t(inside ? 'topup-pay' : 'topup-pay-telegram', { amount: money(topup.value) });
  const shared = () => shareReceipt(topup).catch(() => sayProblem(t('share-failed')));
  useBar({
    main: payable ? { text: payText, press: () => (inside ? pay(topup) : openTelegram(topup.link)) }
      : { text: t('done'), press: () => (waiting ? replace('/wallet') : back()) },
  });
  return html`<div class="stamp"><span class=${`tile big ${topup.state === 'paid' ? '' : 'quiet'}`}>
    <${Icon} name=${waiting ? 'hourglass' : STATE_ICONS[topup.stage]} size=${32} /></span>
      <p class="total-sum num">${drawn(money(topup.value))}</p>
        <p class="hint" role="status">${waiting ? t('receipt-waiting') : t(`receipt-${topup.stage}`)}</p></div>
    <${Facts} topup=${topup} />
    <${Section} label=${t('receipt-acts')}
      note=${refundNote}>
      <${Row} icon="share-2" title=${t('receipt-share')} press=${shared} />
      ${refundable && html`<${Row} icon="undo-2" tone="warn" title=${t('refund')} press=${refund.ask} />`}
    <//>${refund.sheet}`;
}

export default function Receipt() {
  const { rest: [id, mode] } = usePlace();
  const read = useLoad(`topup/${id}`, () => api.get(`/topups/${encodeURIComponent(id)}`));
  const waiting = useArrival(mode === 'wait', read);
  return html`<${Head} title=${t('receipt')} />
    ${read.status === 'loading' && html`<div class="card"><${SkeletonRows} rows=${4} /></div>`}
    ${read.status === 'error' && html`<div class="card"><${Fail} problem=${read.problem} again=${read.again} /></div>`}
    ${read.data && html`<${Body} topup=${read.data} waiting=${waiting} />`}`;
}
