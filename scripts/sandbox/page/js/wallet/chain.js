/* What the explorer knows, for the wallet: its data has no limits and no faults. */

import { Refused } from '../api.js';

async function call(path, options) {
  let answer;
  try {
    answer = await fetch(`/ton/explorer/data/${path}`, options);
  } catch {
    throw new Refused(0, { code: 'unreachable' });
  }
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(answer.status, told.error || {});
  return told;
}

export const read = (path) => call(path, {});

export async function preview(messages) {
  const headers = { 'Content-Type': 'application/json' };
  return (await call('preview', { method: 'POST', headers, body: JSON.stringify({ messages }) })).messages;
}
