// Acts on money. Each has one key from the first tap until the server has answered, through
// retries and reloads, so that it happens once however often it is sent.
import { NoAnswer, api } from './api.js';
import { createStore, house } from './store.js';

const shelf = () => `souk.acts.${house.get().me?.id ?? ''}`;
const MEMORY_MS = 23 * 3_600_000;

// Acts on their way, by path: the button of such an act is busy.
export const underWay = createStore({ paths: [] });

function load() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(shelf()) || '[]');
    return kept.filter((act) => Date.now() - act.at < MEMORY_MS);
  } catch {
    return [];
  }
}

function save(acts) {
  try { sessionStorage.setItem(shelf(), JSON.stringify(acts)); } catch { /* storage is off */ }
}

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const same = (act, path, body) => act.path === path && JSON.stringify(act.body) === JSON.stringify(body);
const unsettled = (problem) => problem instanceof NoAnswer || problem.status >= 500 || problem.status === 401;

async function carry(act) {
  underWay.set(({ paths }) => ({ paths: [...paths, act.path] }));
  const forget = () => save(load().filter((one) => one.key !== act.key));
  try {
    const answer = await api.post(act.path, act.body, { key: act.key });
    forget();
    house.set(({ moves }) => ({ moves: moves + 1 }));
    return answer;
  } catch (problem) {
    if (!unsettled(problem)) forget();
    throw problem;
  } finally {
    underWay.set(({ paths }) => {
      const at = paths.indexOf(act.path);
      return { paths: paths.filter((_, index) => index !== at) };
    });
  }
}

export function act(path, body) {
  const waiting = load().find((one) => same(one, path, body));
  const next = waiting || { path, body, key: newKey(), at: Date.now() };
  if (!waiting) save([...load(), next]);
  return carry(next);
}

// What a reload cut off goes out again under its old key. `tell(act, answer, problem)`.
export async function resume(tell) {
  for (const waiting of load()) {
    try {
      tell(waiting, await carry(waiting), null);
    } catch (problem) {
      tell(waiting, null, problem);
    }
  }
}
