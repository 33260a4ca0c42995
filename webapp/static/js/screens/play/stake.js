// Putting a stake: the day's reminder and the reality check stand in front of it, and what the
// server refuses leads on to the nearest way.
import './ready.js';
import { act, underWay } from '../../acts.js';
import { api } from '../../api.js';
import { config } from '../../config.js';
import { go } from '../../router.js';
import { useStore } from '../../store.js';
import { openTelegram } from '../../telegram.js';
import { useLoad } from '../../ui/load.js';
import { Fail, Row, SkeletonRows, drawn } from '../../ui/parts.js';
import { Sheet } from '../../ui/sheet.js';
import { sayProblem } from '../../ui/toast.js';
import { html, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { sumOf } from './game.js';

function Reminder({ seen, busy, close }) {
  return html`<${Sheet} title=${t('play-reminder-title')} close=${close} main=${{ text: t('play-reminder-act'), press: seen, busy }}
    second=${{ text: t('cancel'), press: close }}>
    <p>${t('play-reminder-text')}</p>
    <ul class="points"><li>${t('play-reminder-lose')}</li><li>${t('play-reminder-stop')}</li><li>${t('play-reminder-help')}</li></ul>
    <${Row} icon="shield" title=${t('play-limits')} note=${t('play-limits-note')} press=${() => { close(); go('/limits'); }} />
  <//>`;
}

function Reality({ seen, busy, close }) {
  const read = useLoad('limits/reality', () => api.get('/limits'));
  return html`<${Sheet} title=${t('play-reality-title')} close=${close} main=${{ text: t('play-reality-act'), press: seen, busy }}
    second=${{ text: t('play-reality-stop'), press: () => { close(); go('/limits'); } }}>
    ${read.status === 'loading' && html`<${SkeletonRows} rows=${2} />`}
    ${read.status === 'error' && html`<${Fail} problem=${read.problem} again=${read.again} />`}
    ${read.data && html`<p>${t('play-reality-text', { minutes: read.data.sitting_minutes })}</p>
      ${read.data.turnover.map((one) => html`<dl class="facts" key=${one.asset}>
        ${[['staked', one.staked], ['returned', one.returned], ['net', one.net]].map(([name, amount]) => html`<div key=${name}>
          <dt>${t(`play-${name}`)}</dt><dd class="num">${drawn(sumOf(one.asset, amount))}</dd></div>`)}</dl>`)}`}
  <//>`;
}

function ChatNeeded({ close }) {
  return html`<${Sheet} title=${t('play-chat-title')} close=${close}
    main=${{ text: t('play-chat-act'), press: () => { close(); openTelegram(`https://t.me/${config.bot}?start=play`); } }}>
    <p>${t('play-chat-text')}</p><//>`;
}

// `send()` puts the stake by POST `path`; `done(lobby)` hears what became of it. While `gate` is
// there it is drawn in place of the sheet that asked.
export function useStake({ path, body = {}, done, close }) {
  const [step, setStep] = useState(null);
  const [busy, setBusy] = useState(false);
  const sending = useStore(underWay, (state) => state.paths.includes(path));

  async function put() {
    setBusy(true);
    try {
      if ((await api.get('/limits')).reminder_due) return setStep('reminder');
      setStep(null);
      return done(await act(path, body));
    } catch (problem) {
      return refused(problem);
    } finally {
      setBusy(false);
    }
  }

  function refused(problem) {
    if (problem.code === 'reality-check') return setStep('reality');
    if (problem.code === 'chat-needed') return setStep('chat');
    sayProblem(problem);
    if (problem.code === 'already-playing' && problem.fields.lobby) go(`/match/${problem.fields.lobby}`);
    if (problem.code === 'self-excluded' || problem.code === 'limit-reached') go('/limits');
    if (problem.code === 'lobby-gone') close();
    return undefined;
  }

  // What was asked for has been read: say so, then go on with the stake.
  const seen = (what) => async () => {
    setBusy(true);
    try {
      await api.post(`/limits/${what}/seen`, {});
      setStep(null);
      await put();
    } catch (problem) {
      sayProblem(problem);
    } finally {
      setBusy(false);
    }
  };

  const gate = {
    reminder: () => html`<${Reminder} seen=${seen('reminder')} busy=${busy} close=${close} />`,
    reality: () => html`<${Reality} seen=${seen('reality')} busy=${busy} close=${close} />`,
    chat: () => html`<${ChatNeeded} close=${close} />`,
  }[step];
  return { send: put, busy: busy || sending, gate: gate ? gate() : null };
}
