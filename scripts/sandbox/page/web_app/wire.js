/* The parts of our telegram-web-app.js share one scope: scripts/sandbox/statics.py joins them.
 * This one: the launch, and the wire to the host: what is sent, what comes, questions and their answers. */
const KEPT = 'souk-sandbox.launch#';
const root = document.documentElement;
const framed = window.parent !== window;
const launch = readLaunch();
const listeners = new Map();
const wireListeners = new Map();
const waiting = new Map();
let lastRequest = 0;

// The launch fields ride in the fragment; a reload or an inner link loses them. The name of
// the frame keeps them: session storage is shared by all phones on the desk.
function readLaunch() {
  const given = new URLSearchParams(location.hash.slice(1));
  if (given.has('tgWebAppData') || given.has('tgWebAppVersion')) {
    window.name = KEPT + given;
    return given;
  }
  return new URLSearchParams(window.name.startsWith(KEPT) ? window.name.slice(KEPT.length) : '');
}

function json(text, otherwise) {
  try { return JSON.parse(text); } catch { return otherwise; }
}

/* ---- the wire ---- */
function post(eventType, eventData = '') {
  const proxy = window.TelegramWebviewProxy;
  if (proxy) proxy.postEvent(eventType, JSON.stringify(eventData));
  else if (framed) window.parent.postMessage(JSON.stringify({ eventType, eventData }), '*');
}

function receive(type, data) {
  const known = incoming[type];
  if (known) known(data || {});
  for (const listener of wireListeners.get(type) || []) listener(type, data);
}

window.addEventListener('message', (event) => {
  if (event.source !== window.parent || !framed) return;
  const frame = typeof event.data === 'string' ? json(event.data, null) : null;
  if (frame && frame.eventType) receive(frame.eventType, frame.eventData);
});

/* ---- events of the page ---- */
function emit(name, data) {
  for (const listener of [...(listeners.get(name) || [])]) listener.call(WebApp, data);
}
const WebApp = { isActive: true };
function on(map, name, listener) {
  const known = map.get(name) || [];
  if (!known.includes(listener)) map.set(name, [...known, listener]);
}
function off(map, name, listener) {
  map.set(name, (map.get(name) || []).filter((known) => known !== listener));
}

// A question with a request id; the host answers with the same id.
function ask(type, data, done) {
  const id = `souk${++lastRequest}`;
  if (done) waiting.set(id, done);
  post(type, { req_id: id, ...data });
}
function answered(data, ...values) {
  const done = waiting.get(data.req_id);
  waiting.delete(data.req_id);
  if (done) done(...values);
}
const once = {};
function askOnce(name, type, data, done) {
  if (once[name]) throw new Error(`WebApp: ${name} is already waiting for an answer`);
  once[name] = done || (() => {});
  post(type, data);
}
function settle(name, ...values) {
  const done = once[name];
  delete once[name];
  if (done) done(...values);
}
