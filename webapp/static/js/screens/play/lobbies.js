// The Play place: what I play now, who waits for somebody to join, and what belongs to it.
import './ready.js';
import { api } from '../../api.js';
import { fullTime } from '../../format.js';
import { follow } from '../../live.js';
import { go } from '../../router.js';
import { house, useStore } from '../../store.js';
import { Head } from '../../ui/bars.js';
import { useLoad } from '../../ui/load.js';
import { Button, Chips, Empty, Fail, Row, Section, SkeletonRows } from '../../ui/parts.js';
import { say } from '../../ui/toast.js';
import { html, useEffect, useRef, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { CreateSheet } from './create.js';
import { LIVE, across, gameIcon, gameName, lobbyName, mine, sumOf } from './game.js';
import { JoinSheet } from './join.js';

const KEPT = 100;

// The open lobbies, kept fresh by the feed: each frame names lobbies as they are now.
function useLobbies() {
  const read = useLoad('lobbies', async () => (await api.get('/lobbies', { state: 'open', limit: KEPT })).items);
  const latest = useRef(read);
  latest.current = read;
  useEffect(() => follow('lobbies', ({ items }, whole) => {
    const before = whole ? [] : latest.current.data || [];
    const ids = new Set(items.map((one) => one.id));
    const next = [...items.filter((one) => one.state === 'open'), ...before.filter((one) => !ids.has(one.id))];
    latest.current.set(next.sort((one, other) => (one.created_at < other.created_at ? 1 : -1)));
  }), []);
  return read;
}

function useMine() {
  const read = useLoad('lobbies/mine', async () => (await api.get('/lobbies', { mine: true, limit: 5 })).items);
  return { ...read, live: (read.data || []).filter((one) => LIVE.includes(one.state)) };
}

// A day's points come with the first visit.
function useVisit() {
  useEffect(() => {
    api.post('/games/visit', {}).then(({ granted }) => {
      if (granted) say(t('play-granted', { amount: sumOf(granted.asset, granted.amount) }));
    }, () => {});
  }, []);
}

function Current({ lobbies }) {
  const me = useStore(house, (state) => state.me);
  if (!lobbies.length) return null;
  return html`<${Section} title=${t('play-current')}>${lobbies.map((lobby) => {
    const other = across(lobby, me);
    const note = lobby.allowed.includes('throw') ? 'play-now-throw' : `play-now-${lobby.state}`;
    return html`<${Row} key=${lobby.id} icon=${gameIcon(lobby.game)} title=${other ? t('play-against', { name: other.name }) : lobbyName(lobby)}
      note=${t(note)} side=${sumOf(lobby.stake.asset, lobby.stake.amount)} press=${() => go(`/match/${lobby.id}`)} />`;
  })}<//>`;
}

function Pause() {
  const read = useLoad('limits', () => api.get('/limits'));
  const pause = read.data?.pause;
  if (!pause) return null;
  return html`<${Section} label=${t('play-limits')}><${Row} icon="moon" tone="warn" title=${t(`play-pause-${pause.kind}`)}
    note=${t('play-pause-until', { time: fullTime(pause.until) })} press=${() => go('/limits')} /><//>`;
}

function OpenLobbies({ read, game, join, create }) {
  const me = useStore(house, (state) => state.me);
  if (read.status === 'loading') return html`<div class="card"><${SkeletonRows} rows=${4} /></div>`;
  if (read.status === 'error') return html`<div class="card"><${Fail} problem=${read.problem} again=${read.again} /></div>`;
  const shown = read.data.filter((one) => (!game || one.game === game) && !mine(one, me));
  if (!shown.length) return html`<div class="card"><${Empty} icon="swords" text=${t('play-lobbies-none')} action=${t('play-new')} press=${create} /></div>`;
  return html`<div class="card">${shown.map((lobby) => html`<${Row} key=${lobby.id} icon=${gameIcon(lobby.game)} title=${lobby.players[0].name}
    note=${lobbyName(lobby)} side=${sumOf(lobby.stake.asset, lobby.stake.amount)}
    sideNote=${t('play-wins', { amount: sumOf(lobby.prize.asset, lobby.prize.amount) })} press=${() => join(lobby)} />`)}</div>`;
}

const MORE = [['played', 'history'], ['standings', 'trophy'], ['fairness', 'chart-column'], ['limits', 'shield']];

export default function Lobbies() {
  useVisit();
  const own = useMine();
  const read = useLobbies();
  const [game, setGame] = useState('');
  const [creating, create] = useState(false);
  const [joining, join] = useState(null);
  const busy = own.live.length > 0;
  return html`<${Head} title=${t('area-games')} />
    <${Pause} />
    <${Current} lobbies=${own.live} />
    ${!busy && html`<div class="lead-act"><${Button} kind="main" press=${() => create(true)}>${t('play-new')}<//></div>`}
    <h2 class="section-title">${t('play-lobbies')}</h2>
    <div class="tools"><${Chips} label=${t('play-game')} value=${game} choose=${setGame}
      options=${[{ value: '', label: t('filter-all') }, ...['dice', 'target'].map((code) => ({ value: code, label: gameName(code) }))]} /></div>
    <div class="section"><${OpenLobbies} read=${read} game=${game} join=${join} create=${() => create(true)} /></div>
    <${Section} title=${t('play-more')}>${MORE.map(([name, icon]) => html`<${Row} key=${name} icon=${icon}
      title=${t(`play-${name}`)} note=${t(`play-${name}-note`)} press=${() => go(`/${name}`)} />`)}<//>
    ${creating && html`<${CreateSheet} close=${() => create(false)} />`}
    ${joining && html`<${JoinSheet} lobby=${joining} close=${() => join(null)} />`}`;
}
