// A search in words: each part as a chip says it, all of them in one line.
import { number } from '../../format.js';
import { t } from '../../words.js';
import { parts } from './query.js';
import { marketName } from './shelf.js';

const OWN = { number_kind: 'number', onchain: 'onchain', include: 'include' };

export function partName(part, titles) {
  if (part.name === 'number' || part.name === 'price') {
    const bounds = part.from && part.to ? 'both' : part.from ? 'from' : 'to';
    if (part.name === 'number' && part.from === part.to) return t('gifts-numbers-one', { n: part.from });
    if (part.name === 'number') return t(`gifts-numbers-${bounds}`, { from: part.from || '', to: part.to || '' });
    return t(`gifts-price-${bounds}`, { from: number(part.from || '0'), to: number(part.to || '0') });
  }
  if (part.name === 'q') return t('gifts-quoted', { text: part.value });
  if (part.name === 'collection') return titles(part.value);
  if (part.name === 'market') return marketName(part.value);
  return OWN[part.name] ? t(`gifts-${OWN[part.name]}-${part.value}`) : part.value;
}

export function searchName(query, titles) {
  return parts(query).map((part) => partName(part, titles)).join(', ') || t('gifts-everything');
}
