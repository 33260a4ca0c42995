/* What the page knows, in one place. `changed()` draws again, at most once per frame. */

const DESK = 'souk-sandbox.desk';

export const state = {
  ready: false,
  live: true,
  trouble: null,
  world: null,
  clock: { now: 0, rate: 1, at: 0 },
  people: [],
  chats: {},
  logs: {},
  read: {},
  typing: {},
  faults: [],
  dice: {},
  chance: { seed: 1 },
  calls: [],
  block: 0,
  updates: [],
  desk: {
    lang: (navigator.language || 'en').startsWith('ru') ? 'ru' : 'en',
    theme: 'auto', phones: null, log: false, focus: null, themes: {}, world: null,
    ...JSON.parse(localStorage.getItem(DESK) || '{}'),
  },
};

const listeners = new Set();
let drawing = false;

export function changed() {
  if (drawing) return;
  drawing = true;
  // A tab in the background gets no animation frames, but must not fall behind for ever.
  const draw = () => {
    if (!drawing) return;
    drawing = false;
    for (const listener of listeners) listener();
  };
  requestAnimationFrame(draw);
  setTimeout(draw, 120);
}

export function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/* Choices about the desk itself stay in this browser; all else belongs to the world. */
export function setDesk(change) {
  Object.assign(state.desk, change);
  localStorage.setItem(DESK, JSON.stringify(state.desk));
  changed();
}

const dark = matchMedia('(prefers-color-scheme: dark)');
dark.addEventListener('change', changed);

export function deskTheme() {
  const chosen = state.desk.theme;
  return chosen === 'auto' ? (dark.matches ? 'dark' : 'light') : chosen;
}

export function phoneTheme(id) {
  return state.desk.themes[id] || deskTheme();
}

/* World time in milliseconds, running between two readings. */
export function worldNow() {
  const { now, rate, at } = state.clock;
  return now + (performance.now() - at) * rate;
}

export function personById(id) {
  return state.people.find((person) => person.id === id);
}

export function shownPeople() {
  const ids = state.desk.phones || [];
  return ids.map(personById).filter(Boolean);
}

export const logKey = (person, chat) => `${person.id}/${chat.key}`;

export function messagesOf(person, chat) {
  const log = state.logs[logKey(person, chat)];
  return log ? log.list : [];
}
