/* Words by key: t(lang)('chat.reply', {name}). A word with plural forms is an object. */

import { en } from '../words/en.js';
import { ru } from '../words/ru.js';

const books = { en, ru };
const plurals = { en: new Intl.PluralRules('en'), ru: new Intl.PluralRules('ru') };

export const languages = Object.keys(books);

export const known = (lang) => (books[lang] ? lang : 'en');

export function t(lang) {
  const book = books[known(lang)];
  return (key, values = {}) => {
    const found = book[key];
    if (found === undefined) return key;
    const form = typeof found === 'string' ? found : found[plurals[known(lang)].select(values.n)] || found.other;
    return form.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  };
}

export const has = (key) => key in en;

/* 1234567 -> "1 234 567" (thin, unbroken); amounts arrive as decimal text and stay exact. */
export function grouped(amount) {
  const [whole, part] = String(amount).split('.');
  const sign = whole.startsWith('-') ? '−' : '';
  const digits = whole.replace('-', '').replace(/\B(?=(\d{3})+$)/g, '\u202f');
  return sign + digits + (part ? `.${part}` : '');
}

/* World time is shown in UTC everywhere: the same on each phone and in the log. */
export function clockTime(ms, seconds = false) {
  return new Date(ms).toISOString().slice(11, seconds ? 19 : 16);
}

export function dayName(lang, ms, now) {
  const date = new Date(ms);
  const sameYear = date.getUTCFullYear() === new Date(now).getUTCFullYear();
  const form = { day: 'numeric', month: 'long', timeZone: 'UTC', ...(sameYear ? {} : { year: 'numeric' }) };
  return new Intl.DateTimeFormat(known(lang), form).format(date);
}

export function shortDate(lang, ms) {
  return new Intl.DateTimeFormat(known(lang), { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(ms);
}

/* The words for a refusal: ours by code, else what the world said. */
export function refusal(lang, trouble) {
  const key = `refusal.${trouble.code}`;
  return has(key) ? t(lang)(key) : trouble.message;
}
