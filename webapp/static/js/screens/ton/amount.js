// Amounts of what goes over the chain: exact decimals, never floats.
import { config } from '../../config.js';

export const assets = () => config.ton?.assets || [];
export const assetOf = (code) => assets().find((one) => one.asset === code) || { asset: code, symbol: code, decimals: 9 };

const FORM = /^(?:0|[1-9][0-9]{0,17})(?:\.([0-9]{0,18}))?$/;

// A positive amount with no more decimals than the asset has.
export function fits(text, { decimals }) {
  const match = FORM.exec(text);
  return Boolean(match) && !text.endsWith('.') && (match[1] || '').length <= decimals && /[1-9]/.test(text);
}

// In the smallest unit, as text.
export function unitsOf(text, { decimals }) {
  const [whole, rest = ''] = text.split('.');
  return BigInt(whole + rest.padEnd(decimals, '0')).toString();
}

// As the server takes it: neither a zero nor a point at the end.
export function shortest(text) {
  return text.includes('.') ? text.replace(/\.?0*$/, '') : text;
}

// Is the first amount more than the second? Both are decimals of one asset.
export function exceeds(one, other, asset) {
  return BigInt(unitsOf(one, asset)) > BigInt(unitsOf(other, asset));
}
