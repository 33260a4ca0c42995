// What several screens share: a value that can be watched.
import { useEffect, useState } from './vendor.js';

export function createStore(initial) {
  let state = initial;
  const watchers = new Set();
  return {
    get: () => state,
    set(change) {
      state = { ...state, ...(typeof change === 'function' ? change(state) : change) };
      for (const watch of [...watchers]) watch(state);
    },
    watch(listener) {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
  };
}

// The part of a store that a component shows; it draws again only when that part changes.
export function useStore(store, pick = (state) => state) {
  const [part, setPart] = useState(() => pick(store.get()));
  useEffect(() => {
    const look = (state) => setPart(() => pick(state));
    look(store.get());
    return store.watch(look);
  }, [store]);
  return part;
}

export const house = createStore({
  me: null,
  balances: null,
  unread: 0,
  online: navigator.onLine,
  // Counts up whenever money moved, so that lists on screen read again.
  moves: 0,
  phase: 'start',
  problem: null,
  // Nobody is signed in, and somebody who looked around wants to.
  entering: false,
  language: null,
});

export const byAsset = (items) => Object.fromEntries(items.map((item) => [item.asset, item]));
