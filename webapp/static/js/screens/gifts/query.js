// What is searched for: as it stands in the address, as the server is asked, as chips show it.
// Names are those of the API; a list means "or".
import { shortest } from '../ton/amount.js';

export const LISTS = ['collection', 'model', 'backdrop', 'symbol', 'market', 'onchain', 'number_kind', 'include'];
const SINGLES = ['q', 'number_min', 'number_max', 'price_min', 'price_max', 'sort'];
export const FACETS = ['collection', 'model', 'backdrop', 'symbol', 'market'];
export const SORTS = ['price', '-price', 'newest', 'number', 'rarity'];
export const NUMBER_KINDS = ['low', 'palindrome', 'repeating'];
export const INCLUDES = ['auction', 'bundle', 'premarket', 'locked', 'other_assets'];
export const NOTHING = Object.freeze({});
export const AMOUNT = /^(0|[1-9][0-9]{0,9})(\.[0-9]{0,9})?$/;
export const DIGITS = /^[0-9]{1,10}$/;

export function readQuery(text) {
  const given = new URLSearchParams(text);
  const query = {};
  for (const name of LISTS) if (given.getAll(name).length) query[name] = given.getAll(name);
  for (const name of SINGLES) {
    const value = read(name, given.get(name) || '');
    if (value) query[name] = value;
  }
  return query;
}

// An address may have been typed: what is no amount or number there asks for nothing.
function read(name, text) {
  const typed = text.trim().replace(',', '.');
  if (name.startsWith('price')) return AMOUNT.test(typed) ? shortest(typed) : '';
  if (name.startsWith('number')) return DIGITS.test(typed) ? typed : '';
  return name === 'sort' && !SORTS.includes(text) ? '' : text;
}

export function writeQuery(query) {
  const made = new URLSearchParams();
  for (const name of LISTS) for (const value of query[name] || []) made.append(name, value);
  for (const name of SINGLES) if (query[name]) made.append(name, query[name]);
  return String(made);
}

// The place of a search: the same for the same search, so it can be shared and gone back to.
export const pathOf = (query) => (writeQuery(query) ? `/gifts/${writeQuery(query)}` : '/gifts');
export const queryOf = (path) => readQuery(path.split('/').slice(2).join('/'));

export function toggled(query, name, value) {
  const had = query[name] || [];
  const left = had.includes(value) ? had.filter((one) => one !== value) : [...had, value];
  return set(query, name, left.length ? left : undefined);
}

export function set(query, name, value) {
  const { [name]: _, ...rest } = query;
  return value === undefined || value === '' ? rest : { ...rest, [name]: value };
}

// Everything that narrows the search, one by one; ranges are one together.
export function parts(query) {
  const made = query.q ? [{ name: 'q', value: query.q }] : [];
  for (const name of LISTS) for (const value of query[name] || []) made.push({ name, value });
  for (const name of ['number', 'price']) {
    const [from, to] = [query[`${name}_min`], query[`${name}_max`]];
    if (from || to) made.push({ name, from, to });
  }
  return made;
}

export function without(query, part) {
  if (part.name === 'number' || part.name === 'price') return set(set(query, `${part.name}_min`), `${part.name}_max`);
  return part.name === 'q' ? set(query, 'q') : toggled(query, part.name, part.value);
}

// As a basket, an alert or a saved search takes it: every name with its values, the order left out.
export function params(query) {
  const { sort, ...rest } = query;
  return Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, [value].flat()]));
}

// And back, from what the server keeps.
export function fromParams(kept) {
  return Object.fromEntries(Object.entries(kept || {}).filter(([, values]) => values.length)
    .map(([name, values]) => [name, LISTS.includes(name) ? values : values[0]]));
}
