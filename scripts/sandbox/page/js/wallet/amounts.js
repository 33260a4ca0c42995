/* Amounts on the chain: integers of the smallest unit as text, shown exactly in whole units. */

import { grouped } from '../words.js';

/* "1500000000" -> "1.5" */
export function unitsText(units, decimals = 9) {
  const value = BigInt(units);
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const part = decimals ? digits.slice(-decimals).replace(/0+$/, '') : '';
  return sign + whole + (part ? `.${part}` : '');
}

export const nanoText = (nano) => unitsText(nano, 9);

/* Amount first, unit after, never broken between them. */
export const ton = (nano) => `${grouped(nanoText(nano))}\u00a0TON`;
export const money = ({ asset, amount }, jettons) => `${grouped(amount)}\u00a0${symbolOf(asset, jettons)}`;

export function symbolOf(asset, jettons = []) {
  const found = jettons.find((jetton) => asset === `jetton:${jetton.master}`);
  return found ? found.symbol : asset;
}

/* UQAN…MWg: both ends of an address are what people compare. */
export const shortAddress = (text) => `${text.slice(0, 6)}…${text.slice(-4)}`;
export const nameOf = (ref) => ref.name || shortAddress(ref.text);
