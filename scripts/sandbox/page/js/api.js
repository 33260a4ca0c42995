/* The /world API as the page uses it. Errors keep the contract's code and text. */

export class Refused extends Error {
  constructor(status, error) {
    super(error.text || error.code || `HTTP ${status}`);
    this.status = status;
    this.code = error.code || 'broken';
    this.fields = error.fields || {};
  }
}

async function call(method, path, body) {
  const options = { method, headers: {} };
  if (body !== undefined) {
    options.headers['Content-Type'] = 'application/json';
    options.body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(`/world${path}`, options);
  } catch {
    throw new Refused(0, { code: 'unreachable' });
  }
  const text = await answer.text();
  let value = null;
  try { value = text ? JSON.parse(text) : null; } catch { value = null; }
  if (!answer.ok) throw new Refused(answer.status, (value && value.error) || {});
  return value;
}

export const get = (path, query) => call('GET', path + queryText(query));
export const post = (path, body = {}) => call('POST', path, body);
export const put = (path, body) => call('PUT', path, body);
export const patch = (path, body) => call('PATCH', path, body);
export const del = (path) => call('DELETE', path);

export function queryText(query) {
  const fields = Object.entries(query || {}).filter(([, value]) => value !== undefined && value !== '');
  return fields.length ? `?${new URLSearchParams(fields)}` : '';
}

/* Every item of a list (cursor pages). */
export async function everything(path, query = {}) {
  const items = [];
  let cursor;
  do {
    const page = await get(path, { limit: 100, ...query, cursor });
    items.push(...page.items);
    cursor = page.next || undefined;
  } while (cursor);
  return items;
}

/* All of a log after `since`: {items, seq}. */
export async function logAfter(path, since, query = {}) {
  const items = [];
  let seq = since;
  for (;;) {
    const page = await get(path, { ...query, since: seq, limit: 1000 });
    items.push(...page.items);
    seq = Math.max(seq, page.seq || 0);
    if (page.items.length < 1000) return { items, seq };
  }
}
