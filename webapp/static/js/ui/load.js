// Reading for a screen: what was read last is shown at once and read again behind it.
import { api } from '../api.js';
import { house, useStore } from '../store.js';
import { useEffect, useRef, useState } from '../vendor.js';

const kept = new Map();
export const forgetAll = () => kept.clear();

const START = { status: 'loading', data: null, problem: null };

// `key` null: nothing to read yet. Reads again when money has moved.
export function useLoad(key, load) {
  const moves = useStore(house, (state) => state.moves);
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState(() => fromKept(key));
  const latest = useRef(0);
  useEffect(() => {
    if (key === null) return;
    const mine = latest.current += 1;
    setState((was) => (was.key === key && was.data ? was : fromKept(key)));
    load().then(
      (data) => {
        kept.set(key, data);
        if (mine === latest.current) setState({ key, status: 'full', data, problem: null });
      },
      (problem) => {
        if (mine === latest.current) setState((was) => ({ ...was, status: was.data ? 'full' : 'error', problem }));
      },
    );
  }, [key, turn, moves]);
  return {
    ...state,
    again: () => { setState((was) => (was.data ? was : START)); setTurn((n) => n + 1); },
    set: (data) => { kept.set(key, data); setState({ key, status: 'full', data, problem: null }); },
  };
}

function fromKept(key) {
  return kept.has(key) ? { key, status: 'full', data: kept.get(key), problem: null } : { ...START, key };
}

// A list by pages: `more` adds the next one, `end` says that there is none.
export function usePages(path, query) {
  const key = `${path}?${JSON.stringify(query || {})}`;
  const first = useLoad(key, () => api.get(path, query));
  const [tail, setTail] = useState({ key, items: [], next: undefined, busy: false, problem: null });
  const own = tail.key === key && tail.head === first.data;
  const items = first.data ? [...first.data.items, ...(own ? tail.items : [])] : [];
  const next = own ? tail.next : first.data?.next;
  const busy = own && tail.busy;

  async function more() {
    if (!next || busy) return;
    const before = own ? tail.items : [];
    const base = { key, head: first.data, items: before, next, problem: null };
    setTail({ ...base, busy: true });
    try {
      const page = await api.get(path, { ...query, cursor: next });
      setTail({ ...base, items: [...before, ...page.items], next: page.next, busy: false });
    } catch (problem) {
      setTail({ ...base, busy: false, problem });
    }
  }

  return {
    status: first.status, problem: first.problem, again: first.again, data: first.data,
    items, end: !next, more, busy, tailProblem: own ? tail.problem : null,
  };
}
