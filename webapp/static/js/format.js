// Numbers, money and times as the person reads them. Amounts are exact decimal strings: they are
// never turned into floats.
import { config, now } from './config.js';
import { house } from './store.js';
import { has, language, t } from './words.js';

const NO_BREAK = '\u00a0';
const MINUS = '\u2212';
const DAY_MS = 86_400_000;

const made = new Map();
function by(kind, options) {
  const key = `${language}|${kind.name}|${JSON.stringify(options)}`;
  if (!made.has(key)) made.set(key, new kind(language, options));
  return made.get(key);
}

export function number(text) {
  const negative = text.startsWith('-');
  const [whole, rest] = (negative ? text.slice(1) : text).split('.');
  const grouped = by(Intl.NumberFormat, {}).format(BigInt(whole));
  const point = by(Intl.NumberFormat, {}).formatToParts(1.5).find((part) => part.type === 'decimal').value;
  return `${negative ? MINUS : ''}${grouped}${rest ? point + rest : ''}`;
}

export function assetName(code, amount = '0') {
  const key = `asset-${code.toLowerCase()}`;
  const symbol = config.ton?.assets.find((one) => one.asset === code)?.symbol;
  return has(`app-${key}`) ? t(key, { n: Number(amount) }) : symbol || code.split(':')[0];
}

export function money(value) {
  return `${number(value.amount)}${NO_BREAK}${assetName(value.asset, value.amount)}`;
}

// Where it may stand in two lines: the unit goes to the second.
export const loose = (text) => text.replace(NO_BREAK, ' ');

// With its sign, for movements: `+50 ⭐`, `−10 ⭐`.
export function movement(value) {
  const sign = value.amount.startsWith('-') || value.amount === '0' ? '' : '+';
  return sign + money(value);
}

export function isZero(amount) {
  return /^-?0*(\.0*)?$/.test(amount);
}

// Two decimal strings that are not negative, made one by a function of their units.
function joined(one, other, join) {
  const decimals = Math.max(...[one, other].map((text) => (text.split('.')[1] || '').length));
  const [left, right] = [one, other]
    .map((text) => text.split('.'))
    .map(([whole, rest = '']) => BigInt(whole + rest.padEnd(decimals, '0')));
  const units = join(left, right);
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, '0');
  const at = digits.length - decimals;
  const rest = digits.slice(at).replace(/0+$/, '');
  return (units < 0n ? '-' : '') + digits.slice(0, at) + (rest && `.${rest}`);
}

// Exact sum and difference of two decimal strings that are not negative.
export const sum = (one, other) => joined(one, other, (left, right) => left + right);
export const less = (one, other) => joined(one, other, (left, right) => left - right);

// Minus, nothing or plus, as -1, 0, 1: which of two decimal strings is the larger.
export function compare(one, other) {
  const left = less(one, other);
  return isZero(left) ? 0 : left.startsWith('-') ? -1 : 1;
}

// What an amount is worth at a rate, both decimal strings, in hundredths of the currency.
export function cents(amount, rate) {
  const places = (text) => (text.split('.')[1] || '').length;
  const units = BigInt(amount.replace('.', '')) * BigInt(rate.replace('.', '')) * 1000n;
  const thousandths = units / 10n ** BigInt(places(amount) + places(rate));
  return (thousandths + (thousandths < 0n ? -5n : 5n)) / 10n;
}

// In the currency itself, which is only ever an estimate.
export function inCurrency(hundredths, currency) {
  const fine = hundredths < 100_000n && hundredths > -100_000n;
  const digits = fine ? 2 : 0;
  const options = { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits };
  return by(Intl.NumberFormat, options).format(Number(hundredths) / 100);
}

// Parts of a thousand, as a share of a hundred.
export function permille(value) {
  return by(Intl.NumberFormat, { style: 'percent', maximumFractionDigits: 1 }).format(value / 1000);
}

/* ---- times ---- */
export function zone() {
  return house.get().me?.time_zone || Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

function dated(options) {
  return by(Intl.DateTimeFormat, { timeZone: zone(), ...options });
}

export function clock(text) {
  return dated({ hour: '2-digit', minute: '2-digit' }).format(new Date(text));
}

export function fullTime(text) {
  return dated({ dateStyle: 'medium', timeStyle: 'short' }).format(new Date(text));
}

// Relative under a day, else the date and time.
export function ago(text) {
  const gone = now() - Date.parse(text);
  if (Math.abs(gone) >= DAY_MS || gone < -60_000) return fullTime(text);
  const relative = by(Intl.RelativeTimeFormat, { numeric: 'auto', style: 'long' });
  if (gone < 45_000) return t('just-now');
  if (gone < 3_600_000) return relative.format(-Math.max(1, Math.round(gone / 60_000)), 'minute');
  return relative.format(-Math.round(gone / 3_600_000), 'hour');
}

// The calendar day in the person's zone, as `2026-12-01`.
export function dayKey(text) {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: zone(), year: 'numeric', month: '2-digit', day: '2-digit',
  }).format(new Date(text));
}

export function dayName(text) {
  const key = dayKey(text);
  if (key === dayKey(now())) return t('today');
  if (key === dayKey(now() - DAY_MS)) return t('yesterday');
  const year = key.slice(0, 4) === dayKey(now()).slice(0, 4) ? undefined : 'numeric';
  return dated({ day: 'numeric', month: 'long', year }).format(new Date(text));
}

// The instant at which a calendar day begins in the person's zone.
export function dayStart(key) {
  const wanted = Date.parse(`${key}T00:00:00Z`);
  let guess = wanted;
  // Twice, since the first guess may lie on the other side of a change of summer time.
  for (let turn = 0; turn < 2; turn += 1) guess = wanted - zoneOffset(guess);
  return guess;
}

function zoneOffset(instant) {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone(), hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric',
    hour: 'numeric', minute: 'numeric', second: 'numeric',
  }).formatToParts(new Date(instant));
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  const local = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
  return local - Math.floor(instant / 1000) * 1000;
}

// The instants of a range of days, both included; the end is the first instant after it.
export function dayRange(from, to) {
  // A day and two hours on lies in the next day, however the clocks are put.
  const next = to && dayKey(dayStart(to) + DAY_MS + DAY_MS / 12);
  return {
    from: from ? new Date(dayStart(from)).toISOString() : undefined,
    to: to ? new Date(dayStart(next)).toISOString() : undefined,
  };
}

/* ---- names ---- */
// `Europe/Moscow` as `Moscow, GMT+3`.
export function zoneName(name) {
  const city = name.split('/').pop().replaceAll('_', ' ');
  try {
    const parts = by(Intl.DateTimeFormat, { timeZone: name, timeZoneName: 'shortOffset' }).formatToParts(new Date(now()));
    const shift = parts.find((part) => part.type === 'timeZoneName').value;
    return shift === city ? city : `${city}, ${shift}`;
  } catch {
    return city;
  }
}

export function currencyName(code) {
  try {
    const name = by(Intl.DisplayNames, { type: 'currency' }).of(code);
    return name[0].toLocaleUpperCase(language) + name.slice(1);
  } catch {
    return code;
  }
}
