/* /world/live: tells what changed; the page then reads it. Comes back by itself when cut. */

const PAUSE_MS = [200, 500, 1000, 2000, 4000];

export function listen({ onFrames, onState }) {
  let attempt = 0;
  let waiting = [];
  let timer = 0;

  function flush() {
    timer = 0;
    const frames = waiting;
    waiting = [];
    onFrames(frames);
  }

  function open() {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/world/live`);
    socket.onopen = () => {
      attempt = 0;
      onState(true);
    };
    socket.onmessage = (event) => {
      waiting.push(JSON.parse(event.data));
      if (!timer) timer = setTimeout(flush, 25);
    };
    socket.onclose = () => {
      onState(false);
      setTimeout(open, PAUSE_MS[Math.min(attempt, PAUSE_MS.length - 1)]);
      attempt += 1;
    };
  }
  open();
}
