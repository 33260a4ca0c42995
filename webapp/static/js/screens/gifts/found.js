// What a search finds: page after page, kept while one looks at a gift and comes back, and put
// right by the live feed while it stands on the screen.
import { follow } from '../../live.js';
import { useEffect, useRef, useState } from '../../vendor.js';
import { FACETS, writeQuery } from './query.js';
import { read } from './shelf.js';

const PAGE = 30;
const FOLLOWED_MOST = 3;
const AGAIN_MS = 30_000;
const EMPTY = { status: 'loading', items: [], next: null, total: 0, gone: new Set(), busy: false, problem: null, tailProblem: null };

// The last searches, the newest at the end.
const KEPT = 4;
const kept = new Map();
function keep(key, state) {
  kept.delete(key);
  kept.set(key, state);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value);
}

// Frames come on their own time, so each change is made to what stands there by then.
function useKept(key) {
  const [, redraw] = useState(0);
  const now = useRef(null);
  now.current = key;
  const state = kept.get(key) || EMPTY;
  const change = (made) => {
    const before = kept.get(key) || EMPTY;
    keep(key, { ...before, ...(typeof made === 'function' ? made(before) : made) });
    if (now.current === key) redraw((n) => n + 1);
  };
  return [state, change];
}

// Lots as they are now over what is shown; `gone` are no longer for sale.
function put(state, fresh, gone = []) {
  const known = new Map(fresh.map((lot) => [lot.id, lot]));
  const out = new Set([...state.gone, ...gone].filter((id) => !known.has(id)));
  return { items: state.items.map((lot) => known.get(lot.id) || lot), gone: out };
}

// One that left the window of a collection's feed was sold, or only pushed out by cheaper ones.
async function ask(id, change) {
  try {
    const lot = await read(`/gifts/listings/${encodeURIComponent(id)}`);
    change((before) => put(before, [lot]));
  } catch (problem) {
    if (problem.status === 404) change((before) => put(before, [], [id]));
  }
}

export function useFound(query) {
  const key = writeQuery(query);
  const [state, change] = useKept(key);
  const turn = useRef(0);

  async function first(quiet) {
    const mine = turn.current += 1;
    if (!quiet) change({ status: kept.get(key)?.items.length ? 'full' : 'loading', problem: null });
    try {
      const page = await read('/gifts/listings', { ...query, limit: PAGE, facets: FACETS.join(',') });
      if (mine !== turn.current) return;
      change({ status: 'full', gone: new Set(), problem: null, tailProblem: null, ...page });
    } catch (problem) {
      if (mine === turn.current && !quiet) change({ status: kept.get(key)?.items.length ? 'full' : 'error', problem });
    }
  }

  async function more() {
    if (!state.next || state.busy) return;
    change({ busy: true, tailProblem: null });
    try {
      const page = await read('/gifts/listings', { ...query, limit: PAGE, cursor: state.next });
      change(({ items }) => {
        const there = new Set(items.map((lot) => lot.id));
        return { busy: false, items: [...items, ...page.items.filter((lot) => !there.has(lot.id))], next: page.next };
      });
    } catch (tailProblem) {
      change({ busy: false, tailProblem });
    }
  }

  // Whoever comes back sees the list as it was left; what is new since then comes by the feed.
  useEffect(() => { if (!kept.get(key)?.items.length) first(); }, [key]);
  useEffect(() => {
    const again = () => { if (document.visibilityState === 'visible' && scrollY < innerHeight / 2) first(true); };
    const timer = setInterval(again, AGAIN_MS);
    return () => clearInterval(timer);
  }, [key]);
  const keys = [...new Set(query.collection || state.items.map((lot) => lot.collection))].slice(0, FOLLOWED_MOST).sort().join();
  useEffect(() => {
    const hear = ({ items = [], put: changed = [], gone = [] }) => {
      change((before) => put(before, [...items, ...changed]));
      const shown = new Set((kept.get(key)?.items || []).map((lot) => lot.id));
      gone.filter((id) => shown.has(id)).forEach((id) => ask(id, change));
    };
    const leave = (keys ? keys.split(',') : []).map((one) => follow(`collection:${one}`, hear));
    return () => leave.forEach((stop) => stop());
  }, [key, keys]);
  return { ...state, end: !state.next, more, again: () => first(false) };
}
