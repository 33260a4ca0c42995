// My figures, and the leader board of the week.
import './ready.js';
import { api } from '../../api.js';
import { fullTime, movement, number } from '../../format.js';
import { go } from '../../router.js';
import { house, useStore } from '../../store.js';
import { Head } from '../../ui/bars.js';
import { useLoad } from '../../ui/load.js';
import { Chips, Empty, Fail, Row, Section, SkeletonRows, drawn } from '../../ui/parts.js';
import { html, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { assetTitle, gameIcon, gameName } from './game.js';

function Faces({ read, rows, children }) {
  if (read.status === 'loading') return html`<${SkeletonRows} rows=${rows} />`;
  if (read.status === 'error') return html`<${Fail} problem=${read.problem} again=${read.again} />`;
  return children();
}

const tallyRow = (one) => html`<${Row} key=${`${one.game}${one.asset}`} icon=${gameIcon(one.game)} title=${gameName(one.game)}
  note=${t('play-tally', { games: one.games, wins: one.wins })} side=${movement({ asset: one.asset, amount: one.net })}
  sideNote=${t('play-net')} />`;

function Figures() {
  const read = useLoad('games/statistics', async () => (await api.get('/games/statistics')).items);
  return html`<${Section} title=${t('play-figures')}><${Faces} read=${read} rows=${2}>${() => (read.data.length ? read.data.map(tallyRow)
    : html`<${Empty} icon="swords" text=${t('play-figures-none')} action=${t('play-new')} press=${() => go('/play')} />`)}<//><//>`;
}

function Leader({ leader, asset, me }) {
  const own = leader.person === me?.id;
  return html`<li class=${`row leader ${own ? 'own' : ''}`}><span class=${`place num ${leader.place <= 3 ? 'top' : ''}`}>${number(String(leader.place))}</span>
    <span class="row-main"><span class="row-title">${own ? t('play-you') : leader.name}</span>
      <span class="row-note num">${t('play-tally', { games: leader.games, wins: leader.wins })}</span></span>
    <span class="row-side"><span class="num">${drawn(movement({ asset, amount: leader.net }))}</span></span></li>`;
}

// A board for each asset that may be staked, points first.
const FIRST = 'POINTS';
function useAssets() {
  const read = useLoad('games', () => api.get('/games', undefined, { open: true }));
  const codes = (read.data?.items[0]?.assets || []).map((one) => one.asset);
  return [FIRST, ...codes.filter((code) => code !== FIRST)];
}

function Board() {
  const assets = useAssets();
  const [asset, setAsset] = useState(FIRST);
  const me = useStore(house, (state) => state.me);
  const read = useLoad(`board/${asset}`, () => api.get('/games/board', { asset }));
  return html`<h2 class="section-title">${t('play-board')}</h2>
    <div class="tools"><${Chips} label=${t('play-asset')} value=${asset} choose=${setAsset}
      options=${assets.map((code) => ({ value: code, label: assetTitle(code) }))} /></div>
    <div class="card"><${Faces} read=${read} rows=${5}>${() => (read.data.items.length
      ? html`<ol class="board">${read.data.items.map((leader) => html`<${Leader} key=${leader.person} leader=${leader} asset=${asset} me=${me} />`)}</ol>`
      : html`<${Empty} icon="trophy" text=${t('play-board-none')} action=${t('play-new')} press=${() => go('/play')} />`)}<//></div>
    ${read.data && html`<p class="section-note num">${t('play-board-note', { from: fullTime(read.data.since), to: fullTime(read.data.until) })}</p>`}`;
}

export default function Standings() {
  return html`<${Head} title=${t('play-standings')} /><${Figures} /><${Board} />`;
}
