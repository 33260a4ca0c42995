/* Keeps the store equal to the world: reads all once, then what the feed names. */

import { everything, get, logAfter } from './api.js';
import { listen } from './live.js';
import { changed, logKey, setDesk, shownPeople, state } from './store.js';

const CALLS_KEPT = 600;
const TYPING_MS = 5000;

export async function start() {
  await readAll();
  listen({ onFrames: take, onState: connection });
}

async function readAll() {
  try {
    const [world, people, faults, dice, chance] = await Promise.all([
      get(''), everything('/people'), everything('/faults'), get('/dice'), get('/chance'),
    ]);
    Object.assign(state, { faults, dice, chance, trouble: null });
    setWorld(world);
    setPeople(people);
    await Promise.all(shownPeople().map(readPerson));
    state.ready = true;
    if (state.desk.log) await readCalls();
  } catch (trouble) {
    state.trouble = trouble;
  }
  changed();
}

function setWorld(world) {
  state.world = world;
  setClock(world.clock);
  if (state.desk.world === world.id) return;
  Object.assign(state, { chats: {}, logs: {}, read: {}, typing: {}, calls: [], updates: [] });
  setDesk({ world: world.id, phones: null, focus: null });
}

function setClock(clock) {
  state.clock = { now: Date.parse(clock.now), rate: clock.rate, at: performance.now() };
}

function setPeople(people) {
  state.people = people.sort((a, b) => a.id - b.id);
  const known = new Set(people.map((person) => person.id));
  const chosen = state.desk.phones && state.desk.phones.filter((id) => known.has(id));
  // With no choice made yet the first people are on the desk; one who arrives joins them.
  const phones = chosen && chosen.length ? chosen : people.slice(0, 2).map((person) => person.id);
  setDesk({ phones });
}

export async function showPhone(id, shown) {
  const others = (state.desk.phones || []).filter((known) => known !== id);
  setDesk({ phones: shown ? [...others, id] : others, focus: shown ? id : null });
  const person = state.people.find((known) => known.id === id);
  if (shown && person) await readPerson(person);
  changed();
}

async function readPerson(person) {
  await readChats(person);
  await Promise.all(state.chats[person.id].map((chat) => readMessages(person, chat)));
}

/* The chat with the app's bot is always there, also before the first word. */
async function readChats(person) {
  const found = await everything('/chats', { person: person.username || person.id });
  const chats = found.map((chat) => addressed(person, chat));
  const bot = state.world.bot;
  if (!chats.some((chat) => chat.key === `bot:${bot.username}`)) {
    chats.push(addressed(person, await get(`/chats/${person.username || person.id}`)));
  }
  state.chats[person.id] = chats;
}

function addressed(person, chat) {
  if (chat.type !== 'private') return { ...chat, key: `${chat.id}`, ref: `${chat.id}` };
  const bot = (chat.bot && chat.bot.username) || chat.username || state.world.bot.username;
  const who = person.username || `${person.id}`;
  const ref = bot === state.world.bot.username ? who : `${who}:${bot}`;
  return { ...chat, key: `bot:${bot}`, ref, bot };
}

export async function readMessages(person, chat) {
  const key = logKey(person, chat);
  const log = state.logs[key] || { seq: 0, byId: new Map(), list: [] };
  state.logs[key] = log;
  if (log.busy) { log.again = true; return; }
  log.busy = true;
  try {
    const as = person.username || person.id;
    const { items, seq } = await logAfter(`/chats/${chat.ref}/messages`, log.seq, { as, deleted: true });
    log.seq = seq;
    for (const message of items) {
      if (message.world.deleted) log.byId.delete(message.message_id);
      else log.byId.set(message.message_id, { ...message, fresh: log.loaded });
    }
    log.loaded = true;
    if (items.length) log.list = [...log.byId.values()].sort((a, b) => a.message_id - b.message_id);
    if (items.length) delete state.typing[key];
  } catch (trouble) {
    // Nobody has spoken there yet, or the person may not read it (any more).
    if (trouble.status !== 404 && trouble.status !== 403) throw trouble;
    log.loaded = true;
  } finally {
    log.busy = false;
  }
  changed();
  if (log.again) {
    log.again = false;
    await readMessages(person, chat);
  }
}

export async function readCalls() {
  const last = state.calls.length ? state.calls[state.calls.length - 1].seq : startOfLog();
  const lastUpdate = state.updates.length ? state.updates[state.updates.length - 1].seq : startOfLog();
  const [calls, updates] = await Promise.all([
    logAfter('/calls', last), logAfter('/updates', lastUpdate),
  ]);
  state.calls = merged(state.calls, calls.items);
  state.updates = merged(state.updates, updates.items);
  changed();
}

const startOfLog = () => Math.max(0, (state.world.seq || 0) - 3000);

function merged(known, more) {
  const bySeq = new Map([...known, ...more].map((line) => [line.seq, line]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq).slice(-CALLS_KEPT);
}

let met = false;

function connection(live) {
  const back = live && !state.live;
  state.live = live;
  if (back) readAll();
  else if (live && !met) catchUp();
  met = met || live;
  changed();
}

/* What happened between the first reading and the first frame came without a frame. */
async function catchUp() {
  const world = await get('').catch(() => null);
  if (!world || !state.world || world.seq !== state.world.seq) readAll();
}

/* ---- the feed ---- */

const MESSAGE_KINDS = new Set(['message', 'answer', 'invoice', 'charge']);

function take(frames) {
  const kinds = new Set(frames.map((frame) => frame.kind));
  if (kinds.has('reset')) { readAll(); return; }
  const work = [];
  // Whoever shows something of the chain reads it anew.
  if (kinds.has('chain')) state.block += 1;
  if (kinds.has('person') || kinds.has('charge')) work.push(readPeople());
  if (['clock', 'app', 'pace'].some((kind) => kinds.has(kind))) work.push(readWorld());
  // A throw uses up what was laid out for it without a word of its own.
  const laid = Object.keys(state.dice).length > 0;
  if (kinds.has('chance') || (laid && kinds.has('message'))) work.push(readChance());
  if (kinds.has('faults')) work.push(everything('/faults').then((faults) => { state.faults = faults; }));
  if (state.desk.log && (kinds.has('call') || kinds.has('update'))) work.push(readCalls());
  for (const person of shownPeople()) work.push(...takeForPerson(person, frames));
  Promise.all(work).catch((trouble) => { state.trouble = trouble; }).finally(changed);
}

function takeForPerson(person, frames) {
  if (frames.some((frame) => frame.kind === 'chat' || frame.kind === 'member')) return [readPerson(person)];
  const named = new Set();
  for (const frame of frames) {
    if (frame.kind === 'action') noteTyping(person, frame);
    if (MESSAGE_KINDS.has(frame.kind)) named.add(frame.chat === undefined ? frame.person : frame.chat);
  }
  const known = state.chats[person.id] || [];
  // What a bot says of itself (commands, menu button) comes without a frame of its own.
  const silent = known.filter((chat) => chat.bot && named.has(chat.id) && !(chat.commands || []).length);
  if (silent.length || frames.some((frame) => frame.kind === 'app')) return [readPerson(person)];
  const missing = [...named].some((id) => id < 0 && !known.some((chat) => chat.id === id));
  if (missing) return [readPerson(person)];
  return known.filter((chat) => named.has(chat.id)).map((chat) => readMessages(person, chat));
}

function noteTyping(person, frame) {
  const chat = (state.chats[person.id] || []).find((known) => known.id === frame.chat);
  if (!chat) return;
  const key = logKey(person, chat);
  const until = performance.now() + TYPING_MS;
  state.typing[key] = { action: frame.action || 'typing', until };
  setTimeout(() => {
    if (state.typing[key] && state.typing[key].until <= performance.now() + 5) delete state.typing[key];
    changed();
  }, TYPING_MS);
}

async function readPeople() {
  setPeople(await everything('/people'));
  await Promise.all(shownPeople().filter((person) => !state.chats[person.id]).map(readPerson));
}

async function readWorld() {
  setWorld(await get(''));
}

export async function readChance() {
  [state.dice, state.chance] = await Promise.all([get('/dice'), get('/chance')]);
  changed();
}
