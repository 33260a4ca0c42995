// What all screens of the gifts share: names of collections, states of markets, rates of the
// person's currency, and the time that passes.
import { api } from '../../api.js';
import { now } from '../../config.js';
import { ago, cents, inCurrency } from '../../format.js';
import { follow } from '../../live.js';
import { house, useStore } from '../../store.js';
import { useLoad } from '../../ui/load.js';
import { useEffect, useRef, useState } from '../../vendor.js';
import { known, t } from '../../words.js';

const OPEN = { open: true };
export const read = (path, query) => api.get(path, query, OPEN);

/* ---- collections ---- */
export function useCollections() {
  return useLoad('gifts/collections', async () => (await read('/gifts/collections')).items);
}

export function useTitles() {
  const { data } = useCollections();
  return (key) => data?.find((one) => one.key === key)?.title || key;
}

/* ---- markets ---- */
export const marketName = (market) => known(`market-${market}`, market);

export function useMarkets() {
  const load = useLoad('gifts/markets', () => read('/gifts/markets'));
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => follow('markets', (frame, whole) => {
    const before = whole ? [] : latest.current.data?.items || [];
    const told = new Set(frame.items.map((one) => one.market));
    const items = whole ? frame.items : before.map((one) => (told.has(one.market) ? frame.items.find(({ market }) => market === one.market) : one));
    latest.current.set({ ...latest.current.data, ...frame, items });
  }), []);
  return load;
}

/* ---- ages ---- */
const TICK_MS = 15_000;
const FRESH_MS = 60_000;

export function useTick(everyMs = TICK_MS) {
  const [, redraw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => redraw((n) => n + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}

// How long something has been so, in short words: `4 min`; '' for less than a minute.
export function span(ms) {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (!minutes) return '';
  if (minutes < 60) return t('gifts-minutes', { n: minutes });
  if (minutes < 48 * 60) return t('gifts-hours', { n: Math.floor(minutes / 60) });
  return t('gifts-days', { n: Math.floor(minutes / 1440) });
}

// The words beside a price that is not of this minute, '' for one that is; `down` greys it.
export function freshness(market, source, markets) {
  const one = markets?.items.find((each) => each.market === market);
  const state = one?.state || source;
  const readAt = one?.read_at ? Date.parse(one.read_at) : null;
  const age = readAt === null ? 0 : now() - readAt;
  const down = !['ok', 'degraded'].includes(state);
  if (down) {
    const lasts = one ? span(now() - Date.parse(one.since)) : '';
    const word = t(`gifts-state-${state}`);
    return { down, words: lasts ? t('gifts-age-down', { state: word, age: lasts }) : word };
  }
  return { down, words: age > FRESH_MS ? t('gifts-age', { age: span(age) }) : '' };
}

/* ---- rates ---- */
const DOLLARS = 'USD';

// In the person's currency; where nobody knows its rate, in dollars.
async function ratesIn(currency) {
  const { items } = await read('/gifts/rates', { currency });
  return items.length || currency === DOLLARS ? { items, currency } : ratesIn(DOLLARS);
}

export function useWorth() {
  const wanted = useStore(house, (state) => state.me?.currency) || DOLLARS;
  const { data } = useLoad(`gifts/rates/${wanted}`, () => ratesIn(wanted).catch(() => null));
  const rateOf = (value) => value && data?.items.find((one) => one.asset === value.asset);
  const worth = (value) => {
    const rate = rateOf(value);
    return rate ? t('gifts-worth', { amount: inCurrency(cents(value.amount, rate.price), data.currency) }) : '';
  };
  // Where the rate is from and how old it is, or that there is none.
  worth.source = (value) => {
    const rate = rateOf(value);
    if (!rate) return data ? t('gifts-rate-none') : '';
    if (data.currency !== wanted) return t('gifts-rate-other', { currency: wanted });
    return t('gifts-rate', { source: known(`rates-${rate.source}`, rate.source), time: ago(rate.read_at) });
  };
  return worth;
}
