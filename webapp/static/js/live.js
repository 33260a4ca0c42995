// The live feed: topics with a snapshot and numbered deltas, taken up again after a break.
import { config } from './config.js';

const PAUSE_MS_MIN = 500;
const PAUSE_MS_MAX = 20_000;
const SESSION_OVER = 4401;

// Topics that a screen follows while it stands, beside those of the app.
const followed = new Map();
let ask = () => {};

export function follow(topic, listener) {
  followed.set(topic, [...(followed.get(topic) || []), listener]);
  if (followed.get(topic).length === 1) ask({ sub: topic });
  return () => {
    const left = followed.get(topic).filter((one) => one !== listener);
    if (left.length) followed.set(topic, left);
    else { followed.delete(topic); ask({ unsub: topic }); }
  };
}

// `signAgain` answers whether there is a new token to go on with. Without a token only what is
// public is followed.
export function openLive({ token, signAgain, topics }) {
  const seen = new Map();
  let socket = null;
  let pause = PAUSE_MS_MIN;
  let timer = 0;
  let over = false;

  const send = (frame) => { if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame)); };

  function subscribe(topic) {
    const frame = { sub: topic };
    if (seen.has(topic)) frame.after = seen.get(topic);
    send(frame);
  }

  // A screen that comes back begins with a snapshot.
  ask = (frame) => { seen.delete(frame.sub || frame.unsub); send(frame); };

  function hear(text) {
    const frame = JSON.parse(text);
    const listeners = topics[frame.topic] ? [topics[frame.topic]] : followed.get(frame.topic);
    if (!listeners || typeof frame.seq !== 'number') return;
    const gap = frame.delta && seen.has(frame.topic) && frame.seq !== seen.get(frame.topic) + 1;
    if (gap) {
      // A number is missing: what we show may be wrong, so ask for the whole again.
      seen.delete(frame.topic);
      subscribe(frame.topic);
      return;
    }
    seen.set(frame.topic, frame.seq);
    for (const listener of listeners) listener(frame.snapshot || frame.delta, Boolean(frame.snapshot));
  }

  function connect() {
    if (over) return;
    clearTimeout(timer);
    const address = new URL(config.live, location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    socket = new WebSocket(address);
    socket.onopen = () => {
      pause = PAUSE_MS_MIN;
      if (token()) socket.send(JSON.stringify({ auth: token() }));
      [...Object.keys(topics), ...followed.keys()].forEach(subscribe);
    };
    socket.onmessage = (event) => hear(event.data);
    socket.onclose = async ({ code }) => {
      socket = null;
      if (over || (code === SESSION_OVER && !(await signAgain()))) return;
      timer = setTimeout(connect, pause * (0.75 + Math.random() / 2));
      pause = Math.min(pause * 2, PAUSE_MS_MAX);
    };
  }

  const wake = () => {
    if (document.visibilityState !== 'visible' || socket) return;
    pause = PAUSE_MS_MIN;
    connect();
  };
  document.addEventListener('visibilitychange', wake);
  addEventListener('online', wake);
  connect();

  return () => {
    over = true;
    ask = () => {};
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', wake);
    removeEventListener('online', wake);
    if (socket) socket.close();
  };
}
