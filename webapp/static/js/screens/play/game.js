// Games as the app shows them: names, sums, time that runs out.
import './ready.js';
import { now } from '../../config.js';
import { assetName, money, number } from '../../format.js';
import { useEffect, useState } from '../../vendor.js';
import { language, t } from '../../words.js';

const ICONS = { dice: 'dices', target: 'target' };
const THROWS = { single: 1, best_of_3: 3, sum_of_3: 3, bullseye_race: 5 };
export const RUNNING = ['locked', 'throwing'];
export const LIVE = ['open', ...RUNNING];

export const gameIcon = (code) => ICONS[code] || 'dices';
export const gameName = (code) => t(`play-game-${code}`);
export const ruleName = (code) => t(`play-rule-${code}`);
export const lobbyName = (lobby) => t('play-name', { game: gameName(lobby.game), rule: inside(ruleName(lobby.rule)) });
// As it stands within a sentence.
const inside = (text) => text[0].toLocaleLowerCase(language) + text.slice(1);
export const percent = (bps) => number(String(bps / 100));
export const assetTitle = (code) => t(`wallet-asset-${code.toLowerCase()}`, { name: assetName(code) });
export const throwsOf = (rule) => THROWS[rule] || 1;

// Both stakes less the rake on them, and that rake: exact, in the asset's smallest unit.
export function shares(amount, bps, decimals) {
  const [whole, rest = ''] = amount.split('.');
  const both = BigInt(whole + rest.padEnd(decimals, '0')) * 2n;
  const part = (share) => decimal((both * BigInt(share)) / 10_000n, decimals);
  return { prize: part(10_000 - bps), rake: part(bps) };
}

function decimal(units, decimals) {
  const digits = String(units).padStart(decimals + 1, '0');
  const rest = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return digits.slice(0, digits.length - decimals) + (rest && `.${rest}`);
}

// What is taken from the winner's share. Stars and points are worked out to the hundredth.
const DECIMALS = { XTR: 2, POINTS: 2 };
export const rakeOf = ({ stake, rake_bps: bps }) => shares(stake.amount, bps, DECIMALS[stake.asset] ?? 9).rake;

export const sumOf = (asset, amount) => money({ asset, amount });

// Seconds until a moment on the world's clock; draws again each second. Null: no moment.
export function useCountdown(moment) {
  const left = () => (moment ? Math.max(0, Math.ceil((Date.parse(moment) - now()) / 1000)) : null);
  const [seconds, tick] = useState(left);
  useEffect(() => {
    tick(left());
    if (!moment) return undefined;
    const timer = setInterval(() => tick(left()), 1000);
    return () => clearInterval(timer);
  }, [moment]);
  return seconds;
}

export function span(seconds) {
  const part = (n) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return `${hours ? `${hours}:${part(minutes)}` : minutes}:${part(seconds % 60)}`;
}

export const mine = (lobby, me) => lobby.players.some((player) => player.person === me?.id);
export const across = (lobby, me) => lobby.players.find((player) => player.person !== me?.id);
