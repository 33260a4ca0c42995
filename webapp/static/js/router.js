// Where the person is: the part of the address after #. Deep links lead to the same places.
import { createStore, useStore } from './store.js';
import { hints } from './telegram.js';

// Each place names the place above it, for the back button of a deep link. Those that are `open`
// can be looked at by anybody.
const PLACES = {
  '': { above: null, tab: 'home' },
  gifts: { above: null, tab: 'gifts', open: true },
  play: { above: null, tab: 'play' },
  deals: { above: null, tab: 'deals' },
  events: { above: null, tab: 'events' },
  trade: { above: '/' },
  wallet: { above: '/' },
  topup: { above: '/wallet' },
  receipt: { above: '/wallet' },
  statement: { above: '/wallet' },
  deposit: { above: '/wallet' },
  withdraw: { above: '/wallet' },
  withdrawal: { above: '/transfers/out' },
  transfers: { above: '/wallet' },
  book: { above: '/wallet' },
  wallets: { above: '/wallet' },
  inbox: { above: '/' },
  profile: { above: '/' },
  notices: { above: '/profile' },
  sessions: { above: '/profile' },
  keys: { above: '/profile' },
  language: { above: '/profile' },
  zone: { above: '/profile' },
  currency: { above: '/profile' },
  document: { above: '/profile' },
  match: { above: '/play' },
  played: { above: '/play' },
  standings: { above: '/play' },
  fairness: { above: '/play' },
  limits: { above: '/play' },
  gift: { above: '/gifts', open: true },
  collections: { above: '/gifts', open: true },
  collection: { above: '/gifts', open: true },
  alerts: { above: '/gifts' },
  arbitrage: { above: '/alerts' },
  portfolio: { above: '/gifts' },
  baskets: { above: '/gifts' },
  basket: { above: '/baskets' },
  markets: { above: '/gifts', open: true },
};

function parse(path) {
  const [, name = '', ...rest] = path.split('/');
  const known = Object.hasOwn(PLACES, name) ? name : '';
  return { path: known === name ? path : '/', name: known, rest: rest.map(decoded), ...PLACES[known] };
}

// A part that somebody typed or cut stands for itself.
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function here() {
  // A fragment that does not begin with a slash is Telegram's launch, not a place; one that does
  // may have the launch behind it.
  return location.hash.startsWith('#/') ? location.hash.slice(1).split('&tgWebApp')[0] : '/';
}

export const place = createStore(parse(here()));
const depth = () => history.state?.depth || 0;

// How far each place on the way here was scrolled, to come back to the same spot.
const scrolls = [];

function show(path, scroll = 0) {
  place.set({ above: null, tab: null, open: false, ...parse(path) });
  requestAnimationFrame(() => scrollTo(0, scroll));
}

export function go(path) {
  if (path === place.get().path) return;
  scrolls[depth()] = scrollY;
  history.pushState({ depth: depth() + 1 }, '', `#${path}`);
  show(path);
}

export function replace(path) {
  history.replaceState({ depth: depth() }, '', `#${path}`);
  show(path);
}

export function back() {
  if (depth() > 0) history.back();
  else replace(place.get().above || '/');
}

history.scrollRestoration = 'manual';
addEventListener('popstate', () => show(here(), scrolls[depth()]));

export const usePlace = () => useStore(place);

// `startapp` parameters: a screen's name, `topup_50`, or a thing of an area.
const THINGS = { deal: '/deals', event: '/events', ticket: '/events', trade: '/trade' };

export function deepLink(param) {
  const [name, value] = String(param || '').split(/_(.*)/s);
  if (name === 'topup') return /^[0-9]{1,7}$/.test(value || '') ? `/topup/${value}` : '/topup';
  if (name === 'deposit' || name === 'withdraw') return /^[A-Za-z0-9]{1,12}$/.test(value || '') ? `/${name}/${value}` : `/${name}`;
  if (name === 'withdrawal') return /^[0-9a-z]{1,64}$/.test(value || '') ? `/withdrawal/${value}` : '/transfers/out';
  if (name === 'receipt') return /^[\w-]{1,64}$/.test(value || '') ? `/receipt/${value}` : '/wallet';
  if (name === 'match') return /^[0-9a-z]{1,64}$/.test(value || '') ? `/match/${value}` : '/play';
  if (name === 'gift') return /^[0-9a-z]{1,64}-[0-9]{1,10}$/.test(value || '') ? `/gift/${value}` : '/gifts';
  if (name === 'collection') return /^[0-9a-z]{1,64}$/.test(value || '') ? `/collection/${value}` : '/gifts';
  if (Object.hasOwn(THINGS, name)) return THINGS[name];
  return name && Object.hasOwn(PLACES, name) ? `/${name}` : null;
}

// The first place of a visit: what the address says, else what the launch asks for.
export function arrive() {
  if (location.hash.startsWith('#/')) {
    // Who signs in by what stands behind the place is nobody's business who gets the address.
    history.replaceState(history.state, '', `${location.pathname}#${here()}`);
    show(here());
    return;
  }
  const wanted = deepLink(hints.start_param || new URLSearchParams(location.search).get('startapp'));
  history.replaceState({ depth: 0 }, '', `${location.pathname}#${wanted || '/'}`);
  show(wanted || '/');
}

// The five places lie beside each other: going between them adds nothing to the way back.
export function pressTab(path) {
  if (place.get().above === null) replace(path);
  else go(path);
}
