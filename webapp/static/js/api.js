// Every call to the server goes through here: token, time limit, retries, errors with their words.
import { config } from './config.js';
import { house } from './store.js';
import { language } from './words.js';

const TIME_LIMIT_MS = 15_000;
const PAUSE_MS_MAX = 20_000;
const TRIES = 4;

// The server said no, in its own words.
export class Refused extends Error {
  constructor(status, error, pauseMs) {
    super(error.text || error.code);
    Object.assign(this, { status, code: error.code, fields: error.fields || {}, pauseMs });
  }
}

// Nobody answered: what was asked may or may not have happened.
export class NoAnswer extends Error {
  constructor() {
    super('no answer');
    this.code = 'no-answer';
  }
}

// Set by session.js, which needs this file itself.
export const gate = { token: () => null, signAgain: async () => false, termsNeeded: () => {} };

const wait = (ms) => new Promise((done) => { setTimeout(done, ms); });

function address(path, query) {
  // A list stands for its name repeated.
  const named = Object.entries(query || {}).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  const filled = named.filter(([, value]) => value !== undefined && value !== '' && value !== null);
  return config.api + path + (filled.length ? `?${new URLSearchParams(filled)}` : '');
}

async function once(method, path, { query, body, key, accept = 'application/json', open }) {
  const headers = { Accept: accept, 'Accept-Language': language };
  const token = open ? null : gate.token();
  if (token) headers.Authorization = `Bearer ${token}`;
  if (key) headers['Idempotency-Key'] = key;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let answer;
  try {
    answer = await fetch(address(path, query), {
      method, headers, body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(TIME_LIMIT_MS), credentials: 'omit', cache: 'no-store',
    });
  } catch {
    house.set({ online: false });
    throw new NoAnswer();
  }
  house.set({ online: true });
  if (answer.ok) return answer;
  const told = await answer.json().catch(() => null);
  const error = told?.error || { code: `http-${answer.status}`, text: '' };
  throw new Refused(answer.status, error, Number(answer.headers.get('Retry-After') || 0) * 1000);
}

// May the same request go out again? Reads may; acts may because their key makes them one.
function mayRepeat(method, options) {
  return method === 'GET' || Boolean(options.key);
}

function pauseAfter(problem, turn) {
  if (problem instanceof NoAnswer) return 400 * 2 ** turn;
  if (problem.status === 429 || problem.status === 503) return problem.pauseMs || 1000;
  return null;
}

export async function ask(method, path, options = {}) {
  let signed = false;
  for (let turn = 0; ; turn += 1) {
    try {
      return await once(method, path, options);
    } catch (problem) {
      if (problem.status === 401 && !options.open && !signed) {
        signed = true;
        if (await gate.signAgain()) continue;
        throw problem;
      }
      if (problem.code === 'terms-needed') gate.termsNeeded();
      // A request turned away at the door did nothing, so any method may knock again.
      const free = problem.status === 429 || mayRepeat(method, options);
      const pause = free ? pauseAfter(problem, turn) : null;
      if (pause === null || pause > PAUSE_MS_MAX || turn + 1 >= TRIES) throw problem;
      await wait(pause);
    }
  }
}

const read = async (answer) => (answer.status === 204 ? null : answer.json());

export const api = {
  get: async (path, query, options) => read(await ask('GET', path, { query, ...options })),
  post: async (path, body, options) => read(await ask('POST', path, { body, ...options })),
  put: async (path, body) => read(await ask('PUT', path, { body })),
  patch: async (path, body) => read(await ask('PATCH', path, { body })),
  remove: async (path) => read(await ask('DELETE', path)),
  // A file for the person: its bytes and the name that the server gives it.
  async file(path, query, accept) {
    const answer = await ask('GET', path, { query, accept });
    const named = /filename="?([\w.-]+)/.exec(answer.headers.get('Content-Disposition') || '');
    return { blob: await answer.blob(), name: named ? named[1] : null };
  },
};
