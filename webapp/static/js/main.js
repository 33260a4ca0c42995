// The app begins here: words, sign-in, live feed, then one screen at a time.
import { resume } from './acts.js';
import { api, gate } from './api.js';
import { openLive } from './live.js';
import { arrive, back, usePlace } from './router.js';
import Home from './screens/home.js';
import { begin, onEntered, token } from './session.js';
import { byAsset, house, useStore } from './store.js';
import { claim, followTheme, hints, inside, ready, release } from './telegram.js';
import { ActionBar, TabBar } from './ui/bars.js';
import { forgetAll } from './ui/load.js';
import { Fail, Icon, SkeletonRows } from './ui/parts.js';
import { Toasts, sayDone, sayProblem } from './ui/toast.js';
import { html, render, useEffect, useState } from './vendor.js';
import { language, nearest, speak, t } from './words.js';

// Screens that a first visit does not need are read when they are gone to.
const SCREENS = {
  wallet: () => import('./screens/wallet.js'), topup: () => import('./screens/wallet.js'),
  receipt: () => import('./screens/receipt.js'), statement: () => import('./screens/statement.js'),
  inbox: () => import('./screens/inbox.js'), profile: () => import('./screens/profile.js'),
  notices: () => import('./screens/notices.js'), sessions: () => import('./screens/sessions.js'), keys: () => import('./screens/keys.js'),
  language: () => import('./screens/pick.js'), zone: () => import('./screens/pick.js'),
  currency: () => import('./screens/pick.js'),
  document: () => import('./screens/terms.js'),
  play: () => import('./screens/play/lobbies.js'), match: () => import('./screens/play/match.js'),
  played: () => import('./screens/play/played.js'), standings: () => import('./screens/play/standings.js'),
  fairness: () => import('./screens/play/fairness.js'), limits: () => import('./screens/play/limits.js'),
  deposit: () => import('./screens/ton/deposit.js'), withdraw: () => import('./screens/ton/withdraw.js'),
  withdrawal: () => import('./screens/ton/withdrawal.js'), transfers: () => import('./screens/ton/transfers.js'),
  book: () => import('./screens/ton/book.js'), wallets: () => import('./screens/ton/wallets.js'),
  gifts: () => import('./screens/gifts/search.js'), gift: () => import('./screens/gifts/gift.js'),
  collections: () => import('./screens/gifts/collections.js'), collection: () => import('./screens/gifts/collection.js'),
  markets: () => import('./screens/gifts/markets.js'), alerts: () => import('./screens/gifts/alerts.js'),
  portfolio: () => import('./screens/gifts/portfolio.js'), baskets: () => import('./screens/gifts/baskets.js'),
  basket: () => import('./screens/gifts/basket.js'), arbitrage: () => import('./screens/gifts/arbitrage.js'),
  ...Object.fromEntries(['deals', 'events', 'trade'].map((name) => [name, () => import('./screens/area.js')])),
};
const GATES = {
  terms: () => import('./screens/terms.js').then((made) => made.TermsGate),
  'signed-out': () => import('./screens/signin.js').then((made) => made.SignIn),
};
const fetched = new Map([['', Home]]);

function Lazy({ name, from, ...rest }) {
  const [, redraw] = useState(0);
  const [problem, setProblem] = useState(null);
  const Screen = fetched.get(name);
  const take = (made) => { fetched.set(name, made.default || made); redraw((n) => n + 1); };
  const load = () => { setProblem(null); from().then(take, setProblem); };
  // Still nothing: either nobody answers, or the app has been renewed and our files are gone.
  const reach = () => fetch(location.pathname, { method: 'HEAD', cache: 'no-store' });
  const again = () => from().then(take, () => reach().then(() => location.reload(), setProblem));
  useEffect(() => { if (!Screen) load(); }, [name]);
  if (Screen) return html`<${Screen} ...${rest} />`;
  if (problem) return html`<div class="card"><${Fail} problem=${{ message: t('problem-load') }} again=${again} /></div>`;
  return html`<div class="card"><${SkeletonRows} rows=${5} /></div>`;
}

const BACK_ID = 0;
const FEED_PATIENCE_MS = 2_000;
function useBackButton(place, open) {
  useEffect(() => {
    if (place.above !== null && open) claim(BACK_ID, { back });
    else release(BACK_ID);
  }, [place.above, open]);
}

function Offline() {
  const online = useStore(house, (state) => state.online);
  if (online) return null;
  return html`<div class="offline" role="status"><${Icon} name="wifi-off" size=${18} /><span>${t('offline')}</span></div>`;
}

function App() {
  const place = usePlace();
  const phase = useStore(house, (state) => state.phase);
  useStore(house, (state) => state.language);
  const entering = useStore(house, (state) => state.entering);
  const open = phase === 'open';
  const visiting = phase === 'signed-out' && !inside && place.open && !entering;
  useBackButton(place, open || visiting);
  useEffect(() => { if (open) return enter(); return visiting ? look() : undefined; }, [open, visiting]);
  if (phase === 'failed') return html`<main class="page"><div class="card">
    <${Fail} problem=${house.get().problem} again=${start} /></div></main>`;
  if (phase === 'start') return html`<main class="page" aria-busy="true"><div class="card"><${SkeletonRows} rows=${6} /></div>
    </main>`;
  if (!open && !visiting) return html`<main class="page"><${Lazy} key=${phase} name=${phase} from=${GATES[phase]} accepted=${welcome} />
    </main><${ActionBar} /><${Toasts} />`;
  // A top-up is a sheet over the wallet: the same screen, so it is not drawn anew.
  const name = place.name === 'topup' ? 'wallet' : place.name;
  return html`<${Offline} /><main class="page" key=${language}><${Lazy} key=${name} name=${name} from=${SCREENS[name]} /></main>
    <${TabBar} /><${ActionBar} /><${Toasts} />`;
}

// Whoever is not signed in follows what is public.
const look = () => openLive({ token, signAgain: gate.signAgain, topics: {} });

// What an open app keeps fresh by itself.
function enter() {
  resume((act, answer, problem) => (problem ? sayProblem(problem) : sayDone(t('act-resumed'))));
  // The feed begins with the balances; where it cannot be had, they are asked for.
  const late = setTimeout(() => {
    if (!house.get().balances) api.get('/balances').then(({ items }) => house.set({ balances: byAsset(items) }), () => {});
  }, FEED_PATIENCE_MS);
  const shut = openLive({ token, signAgain: gate.signAgain, topics: { balances: hearBalances, inbox: ({ unread }) => house.set({ unread }) } });
  return () => { clearTimeout(late); shut(); };
}

function hearBalances({ items }) {
  const { balances } = house.get();
  const changed = items.filter((item) => JSON.stringify(balances?.[item.asset]) !== JSON.stringify(item));
  if (!changed.length) return;
  house.set(({ moves }) => ({ balances: { ...balances, ...byAsset(changed) }, moves: balances ? moves + 1 : moves }));
}

async function welcome(me) {
  house.set({ me: me?.id ? me : await api.get('/me') });
  await follow();
}

// The app in the person's own language; the terms first.
async function follow() {
  const { me } = house.get();
  if (me.language && nearest(me.language) !== language) await speak(me.language);
  forgetAll();
  house.set({ entering: false, phase: me.terms?.accepted ? 'open' : 'terms', language });
}

async function start() {
  house.set({ phase: 'start', problem: null });
  try {
    if (await begin()) await follow();
  } catch (problem) {
    house.set({ phase: problem.status === 401 ? 'signed-out' : 'failed', problem });
  }
}

async function open() {
  followTheme();
  onEntered(follow);
  arrive();
  addEventListener('offline', () => house.set({ online: false }));
  addEventListener('online', () => house.set(({ moves }) => ({ online: true, moves: moves + 1 })));
  const root = document.getElementById('app');
  try {
    await speak(hints.user?.language_code || document.documentElement.lang);
  } catch {
    root.dataset.failed = 'yes';
    ready();
    return;
  }
  root.replaceChildren();
  render(html`<${App} />`, root);
  ready();
  await start();
}

open();
