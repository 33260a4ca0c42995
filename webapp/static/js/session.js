// Who we are: sign-in once with what Telegram gave, then a token that is renewed. It lives in
// memory and in this tab's session storage, never in an address.
import { api, gate } from './api.js';
import { now, setClock } from './config.js';
import { house } from './store.js';
import { hints, initData } from './telegram.js';

const RENEW_BEFORE_MS = 10 * 60_000;
// Frames of one tab share the storage, so each person has a shelf of their own.
const shelf = `souk.session.${hints.user?.id ?? 'browser'}`;
let session = load();
let timer = 0;
let signing = null;

function load() {
  try { return JSON.parse(sessionStorage.getItem(shelf)); } catch { return null; }
}

function keep(next) {
  session = next;
  try {
    if (next) sessionStorage.setItem(shelf, JSON.stringify(next));
    else sessionStorage.removeItem(shelf);
  } catch { /* storage is off: the token lives in memory alone */ }
  clearTimeout(timer);
  if (!next) return;
  const left = Date.parse(next.expires_at) - now() - RENEW_BEFORE_MS;
  timer = setTimeout(renew, Math.min(Math.max(left, 30_000), 2 ** 31 - 1));
}

function welcome(answer) {
  setClock(answer.now);
  keep({ token: answer.token, expires_at: answer.expires_at });
  if (answer.me) house.set({ me: answer.me });
  return true;
}

async function renew() {
  if (!session) return;
  try {
    welcome(await api.post('/auth/renew', {}));
  } catch { /* the next call finds out and signs in again */ }
}

// The Login Widget leads away from the page: where somebody stood is kept for the way back.
const BACK = 'souk.back';

export function leaving() {
  try { sessionStorage.setItem(BACK, location.hash); } catch { /* they come back to the beginning */ }
}

function back() {
  try {
    const kept = sessionStorage.getItem(BACK) ?? '';
    sessionStorage.removeItem(BACK);
    return kept;
  } catch { return ''; }
}

// What the Login Widget left in the address; it is taken out of there at once.
function widgetFields() {
  const query = new URLSearchParams(location.search);
  if (!query.has('hash') || !query.has('auth_date')) return null;
  history.replaceState(null, '', location.pathname.replace(/\/login$/, '/app') + back());
  const fields = Object.fromEntries(query);
  return {
    kind: 'login_widget', ...fields, id: Number(fields.id), auth_date: Number(fields.auth_date),
  };
}

const widget = widgetFields();

async function signIn(body) {
  try {
    return welcome(await api.post('/auth', body, { open: true }));
  } catch (problem) {
    keep(null);
    house.set({ phase: 'signed-out', problem });
    return false;
  }
}

// Signed in by hand: what follows is as after any other way in.
let entered = async () => {};
export const onEntered = (follow) => { entered = follow; };

export async function enterBy(body) {
  if (await signIn(body)) await entered();
}

function signAgain() {
  keep(null);
  if (!initData) {
    // Who was looking around did something that needs a name.
    house.set(({ phase }) => ({ phase: 'signed-out', problem: null, entering: phase === 'signed-out', me: null, balances: null }));
    return Promise.resolve(false);
  }
  signing ||= signIn({ kind: 'mini_app', init_data: initData }).finally(() => { signing = null; });
  return signing;
}

Object.assign(gate, {
  token: () => session?.token,
  signAgain,
  termsNeeded: () => house.set({ phase: 'terms' }),
});

export const token = () => session?.token;

// Does it for somebody who is signed in; whoever only looks around is asked who they are.
export function named(act) {
  if (house.get().me) act();
  else house.set({ entering: true });
}

// True when somebody is signed in; the reason why not stands in the store.
export async function begin() {
  if (widget) return signIn(widget);
  if (session && Date.parse(session.expires_at) > now()) {
    keep(session);
    house.set({ me: await api.get('/me') });
    return Boolean(house.get().me);
  }
  return signAgain();
}

// Back leads away from the question who one is, to what stood behind it.
addEventListener('popstate', () => { if (house.get().entering) house.set({ entering: false }); });

export function signOut() {
  keep(null);
  house.set({ phase: 'signed-out', problem: null, entering: true, me: null, balances: null });
}
