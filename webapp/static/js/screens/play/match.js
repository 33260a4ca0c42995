// One match from both sides: who plays, the throws as they arrive, the time that is left, the
// verdict. Frames of the feed say that something moved; what one may see oneself is then read.
import './ready.js';
import { act, underWay } from '../../acts.js';
import { api } from '../../api.js';
import { config, setClock } from '../../config.js';
import { follow } from '../../live.js';
import { usePlace } from '../../router.js';
import { house, useStore } from '../../store.js';
import { haptic, openTelegram, share } from '../../telegram.js';
import { Head, useBar } from '../../ui/bars.js';
import { useLoad } from '../../ui/load.js';
import { Fail, Icon, Row, Section, SkeletonRows, drawn } from '../../ui/parts.js';
import { say, sayProblem } from '../../ui/toast.js';
import { html, useEffect, useRef, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { Face } from './faces.js';
import { LIVE, RUNNING, gameName, lobbyName, mine, percent, ruleName, span, sumOf, throwsOf, useCountdown } from './game.js';
import { JoinSheet } from './join.js';
import { ReceiptSection } from './receipt.js';

const LOOK_AGAIN_MS = 3_000;

async function readMatch(id) {
  const match = await api.get(`/lobbies/${encodeURIComponent(id)}`);
  setClock(match.now);
  return match;
}

function useMatch(id) {
  const read = useLoad(`match/${id}`, () => readMatch(id));
  const latest = useRef(read);
  latest.current = read;
  useEffect(() => follow(`lobby:${id}`, (frame, whole) => {
    const known = latest.current.data;
    if (!whole || !known || known.state !== frame.state) latest.current.again();
  }), [id]);
  return read;
}

// Faces of one side, in the order of its throws; what is not there yet lies blank.
function slots(match, player) {
  const first = throwsOf(match.rule);
  const over = !LIVE.includes(match.state);
  const begin = match.turn === 0 ? 0 : first + match.turn - 1;
  const made = Math.max(player.throws.length, over ? 0 : begin + player.made);
  const wanted = over || match.state === 'open' ? Math.max(player.throws.length, 1) : first + match.turn;
  return Array.from({ length: Math.max(made, wanted) }, (_, at) => {
    const thrown = player.throws[at];
    if (thrown) return { value: thrown.value, by: thrown.by };
    return { value: at < made ? 'hidden' : null };
  });
}

function sideNote(match, player, me) {
  if (match.state === 'open') return t('play-side-ready');
  if (!LIVE.includes(match.state)) return match.winner === player.person ? t('play-side-won') : '';
  if (match.state === 'locked') return t('play-side-asked');
  const first = match.turn === 0 ? throwsOf(match.rule) : 1;
  if (player.made >= first) return t('play-side-in');
  return t(player.person === me?.id ? 'play-side-yours' : 'play-side-thinks', { n: first - player.made });
}

function Side({ match, player, me }) {
  const own = player.person === me?.id;
  const name = own ? t('play-you') : player.name;
  const won = match.winner === player.person;
  return html`<div class=${`side ${won ? 'won' : ''}`} aria-label=${name}>
    <p class="side-name">${won && html`<${Icon} name="trophy" size=${16} />`}<span>${name}</span></p>
    <div class="faces">${slots(match, player).map((slot, at) => html`<${Face} key=${`${at}${slot.value}`} game=${match.game} ...${slot} />`)}</div>
    <p class="side-note">${sideNote(match, player, me)}</p></div>`;
}

function EmptySide() {
  return html`<div class="side waits"><p class="side-name">${t('play-side-nobody')}</p>
    <div class="faces"><${Face} value=${null} /></div><p class="side-note">${t('play-side-waits')}</p></div>`;
}

function headline(match, me) {
  const own = mine(match, me);
  const name = match.players.find((player) => player.person === match.winner)?.name || '';
  if (match.state === 'open' && match.invited && own) return t('play-open-asked');
  if (match.state === 'open') return t(own ? 'play-open-own' : 'play-open-other', { name: match.players[0].name });
  if (RUNNING.includes(match.state)) {
    if (match.allowed.includes('throw')) return t(match.turn > 0 ? 'play-throw-again' : 'play-throw-now', { n: match.left });
    return t(match.state === 'locked' ? 'play-locked' : own ? 'play-waiting' : 'play-running');
  }
  if (match.state === 'resolved') {
    const amount = sumOf(match.payout.asset, match.payout.amount);
    if (match.winner === me?.id) return t('play-won', { amount });
    return own ? t('play-lost', { name }) : t('play-won-other', { name, amount });
  }
  return t(`play-${match.state}`);
}

function reason(match) {
  if (match.state === 'open') return t('play-open-note');
  if (match.state === 'locked') return t('play-locked-note');
  if (match.allowed.includes('throw')) return t('play-throw-note', { emoji: t(`play-emoji-${match.game}`) });
  if (match.state === 'throwing') return t('play-hidden-note');
  return match.reason ? t(`play-reason-${match.reason}`) : '';
}

function Countdown({ match, again }) {
  const seconds = useCountdown(LIVE.includes(match.state) ? match.deadline : null);
  const over = seconds === 0;
  useEffect(() => {
    if (!over) return undefined;
    const timer = setInterval(again, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [over]);
  if (seconds === null) return null;
  return html`<p class=${`countdown num ${seconds <= 10 ? 'soon' : ''}`} role="timer"><${Icon} name="timer" size=${16} />
    ${over ? t('play-time-over') : t(match.state === 'open' ? 'play-time-open' : 'play-time-left', { time: span(seconds) })}</p>`;
}

const chat = () => openTelegram(`https://t.me/${config.bot}`);
const invitation = (match) => `${config.open_link}=match_${match.id}`;

async function invite(match) {
  const text = t('play-invite-text', { match: lobbyName(match), amount: sumOf(match.stake.asset, match.stake.amount) });
  try {
    if (await share(text, invitation(match)) === 'copied') say(t('copied'));
  } catch {
    sayProblem(t('share-failed'));
  }
}

function useLeave(match, read) {
  const path = `/lobbies/${match.id}/leave`;
  const busy = useStore(underWay, (state) => state.paths.includes(path));
  async function leave() {
    try {
      read.set({ ...match, ...await act(path, {}) });
      say(t('play-left'));
    } catch (problem) {
      sayProblem(problem);
      read.again();
    }
  }
  return { leave, busy };
}

function useActs(match, read) {
  const [sheet, open] = useState(null);
  const { leave, busy } = useLeave(match, read);
  const amount = sumOf(match.stake.asset, match.stake.amount);
  const may = (name) => match.allowed.includes(name);
  const acts = {
    join: { main: { text: t('play-stake-act', { amount }), press: () => open('join') } },
    // Somebody who was asked by name is the only one who can come: there is nobody to invite.
    leave: match.invited ? { main: { text: t('play-leave'), press: leave, busy } }
      : { main: { text: t('play-invite'), press: () => invite(match) }, second: { text: t('play-leave'), press: leave, busy } },
    throw: { main: { text: t('play-throw-act'), press: chat } },
    rematch: { main: { text: t('play-rematch', { amount }), press: () => open('rematch') } },
  };
  const first = ['join', 'throw', 'leave', 'rematch'].find(may);
  useBar(sheet ? {} : acts[first] || {});
  return sheet && html`<${JoinSheet} lobby=${match} again=${sheet === 'rematch'} close=${() => open(null)} />`;
}

// A verdict that arrives while one looks on is felt.
function useVerdict(match, me) {
  const was = useRef(match.state);
  useEffect(() => {
    const arrived = LIVE.includes(was.current) && !LIVE.includes(match.state);
    was.current = match.state;
    if (!arrived || !mine(match, me)) return;
    if (match.winner === me?.id) haptic.success();
    else haptic.tap();
    house.set(({ moves }) => ({ moves: moves + 1 }));
  }, [match.state]);
}

function Facts({ match }) {
  const rows = [
    [t('play-rule'), ruleName(match.rule)],
    [t('play-stake'), sumOf(match.stake.asset, match.stake.amount)],
    [t(match.payout ? 'play-payout' : 'play-prize'), sumOf(match.prize.asset, (match.payout || match.prize).amount)],
    [t('play-rake-rate'), t('play-rake-share', { percent: percent(match.rake_bps) })],
  ];
  return html`<div class="card"><dl class="facts">${rows.map(([name, value]) => html`<div key=${name}><dt>${name}</dt>
    <dd class="num">${drawn(value)}</dd></div>`)}</dl></div>`;
}

function Body({ match, read }) {
  const me = useStore(house, (state) => state.me);
  useVerdict(match, me);
  const sheet = useActs(match, read);
  const own = mine(match, me);
  // One's own side stands first.
  const sides = own ? [...match.players].sort((one) => (one.person === me.id ? -1 : 1)) : match.players;
  const over = !LIVE.includes(match.state);
  return html`<section class="card table" aria-label=${t('play-table')}>
      <p class="verdict" role="status">${drawn(headline(match, me))}</p>
      <${Countdown} match=${match} again=${read.again} />
      <div class="sides">${sides.map((player) => html`<${Side} key=${player.person} match=${match} player=${player} me=${me} />`)}
        ${sides.length < 2 && html`<${EmptySide} />`}</div>
      <p class="verdict-note">${reason(match)}</p></section>
    <${Facts} match=${match} />
    ${match.state === 'open' && own && !match.invited && html`<${Section} label=${t('play-invite')}>
      <${Row} icon="user-plus" title=${t('play-invite')} note=${t('play-invite-note')} press=${() => invite(match)} /><//>`}
    ${RUNNING.includes(match.state) && own && html`<${Section} label=${t('play-chat')}>
      <${Row} icon="message-circle" title=${t('play-chat')} note=${t('play-chat-note')} press=${chat} /><//>`}
    ${over && match.state !== 'cancelled' && own && html`<${ReceiptSection} match=${match} me=${me} link=${invitation(match)} />`}
    <p class="section-note">${t('play-note')}</p>${sheet}`;
}

export default function Match() {
  const { rest: [id] } = usePlace();
  const read = useMatch(id || '');
  return html`<${Head} title=${read.data ? gameName(read.data.game) : t('play-match-title')} />
    ${read.status === 'loading' && html`<div class="card"><${SkeletonRows} rows=${5} /></div>`}
    ${read.status === 'error' && html`<div class="card"><${Fail} problem=${read.problem} again=${read.again} /></div>`}
    ${read.data && html`<${Body} key=${read.data.id} match=${read.data} read=${read} />`}`;
}
