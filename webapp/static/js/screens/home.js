// Home: balances, what needs me now, the five areas, recent activity.
import { api } from '../api.js';
import { setClock } from '../config.js';
import { money, number, sum } from '../format.js';
import { go } from '../router.js';
import { byAsset, house, useStore } from '../store.js';
import { Head } from '../ui/bars.js';
import { useLoad } from '../ui/load.js';
import { Empty, Fail, Icon, Row, Section, SkeletonRows, Star } from '../ui/parts.js';
import { html } from '../vendor.js';
import { t } from '../words.js';
import { MovementRow } from './movement.js';

const AREAS = [
  ['gifts', 'gift'], ['games', 'dices'], ['ads', 'megaphone'], ['events', 'ticket'], ['trading', 'chart-candlestick'],
];
const RECENT = 4;

const QUICK = [['plus', 'topup', '/topup'], ['wallet', 'wallet', '/wallet'], ['scroll-text', 'statement', '/statement']];

// One read for the whole screen; what others show too goes to where they look.
async function readHome() {
  const home = await api.get('/home');
  setClock(home.now);
  house.set({ me: home.me, unread: home.unread, balances: byAsset(home.balances.items) });
  return home;
}

function Avatar({ me }) {
  const letter = [...(me?.name || me?.username || '·')][0].toUpperCase();
  return html`<button type="button" class="avatar" aria-label=${t('profile')}
    onClick=${() => go('/profile')}>${letter}</button>`;
}

function Total() {
  const stars = useStore(house, (state) => state.balances?.XTR);
  const held = stars && stars.held !== '0'
    && t('home-held', { held: number(stars.held), total: number(sum(stars.available, stars.held)) });
  return html`<div class="total">
    <p class="total-label">${t('home-balance')}</p>
    <p class="total-sum num">${stars ? number(stars.available) : html`<span class="bone bone-sum" />`} <${Star} /></p>
    <p class="total-note num">${held || t('home-nothing-held')}</p>
    <div class="quick">
      ${QUICK.map(([icon, name, path]) => html`
        <button type="button" key=${name} onClick=${() => go(path)}><span class="tile"><${Icon} name=${icon} /></span>
          <span>${t(name)}</span></button>`)}
    </div></div>`;
}

function Needs({ open, unread, paused, match }) {
  const rows = [
    match && html`<${Row} key="match" icon="dices" title=${t(match.allowed.includes('throw') ? 'needs-throw' : 'needs-match')}
      note=${t('needs-match-note')} side=${money(match.stake)} press=${() => go(`/match/${match.id}`)} />`,
    paused && html`<${Row} key="paused" icon="circle-alert" tone="warn" title=${t('needs-paused')}
      note=${t('needs-paused-note')} />`,
    ...open.slice(0, 2).map((topup) => html`<${Row} key=${topup.id} icon="hourglass"
      title=${t('needs-topup', { amount: number(topup.value.amount) })}
      note=${t('needs-topup-note')} press=${() => go(`/receipt/${topup.id}`)} />`),
    unread > 0 && html`<${Row} icon="bell" title=${t('needs-inbox', { n: unread })} note=${t('needs-inbox-note')}
      press=${() => go('/inbox')} />`,
  ].filter(Boolean);
  return html`<${Section} title=${t('home-needs')}>${rows.length ? rows
    : html`<div class="row"><span class="tile quiet"><${Icon} name="check" size=${20} /></span><span class="row-main">
      <span class="row-note">${t('home-needs-nothing')}</span></span></div>`}<//>`;
}

// What an open area has to tell, and where it begins.
const openAreas = (home) => ({
  gifts: { note: t('gifts-open'), press: () => go('/gifts') },
  games: { note: t('games-open', { n: home?.games.open ?? 0 }), press: () => go('/play') },
});

function Areas({ home }) {
  const open = openAreas(home);
  return html`<${Section} title=${t('home-areas')}>${AREAS.map(([name, icon]) => html`
    <${Row} key=${name} icon=${icon} title=${t(`area-${name}`)} ...${open[name] || { note: t('opens-soon') }} />`)}<//>`;
}

function Recent({ lines, read }) {
  if (read.status === 'loading') return html`<${SkeletonRows} rows=${RECENT} />`;
  if (read.status === 'error') return html`<${Fail} problem=${read.problem} again=${read.again} />`;
  if (!lines.length) return html`<${Empty} icon="scroll-text" text=${t('home-recent-none')} action=${t('topup')}
    press=${() => go('/topup')} />`;
  return html`${lines.slice(0, RECENT).map((line) => html`<${MovementRow} line=${line} key=${line.id} />`)}
    <button type="button" class="row row-all" onClick=${() => go('/statement')}>${t('home-recent-all')}</button>`;
}

export default function Home() {
  const me = useStore(house, (state) => state.me);
  const unread = useStore(house, (state) => state.unread);
  const read = useLoad('home', readHome);
  const home = read.data;
  return html`<${Head} title=${t('home-title')} lead=${html`<${Avatar} me=${me} />`} />
    <${Total} />
    <${Needs} open=${home?.topups.items.filter((one) => one.link) || []} unread=${unread}
      match=${home?.games.match} paused=${home?.areas.some((area) => area.name === 'payments' && area.state === 'paused')} />
    <${Areas} home=${home} />
    <${Section} title=${t('home-recent')}><${Recent} lines=${home?.statement.items || []} read=${read} /><//>`;
}
