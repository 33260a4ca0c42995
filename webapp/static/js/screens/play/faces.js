// Thrown values as faces: pips of a die, a dart in its ring. A throw that is in but not yet to be
// seen lies face down.
import { html } from '../../vendor.js';
import { t } from '../../words.js';

const PIPS = {
  1: [4], 2: [0, 8], 3: [0, 4, 8], 4: [0, 2, 6, 8], 5: [0, 2, 4, 6, 8], 6: [0, 2, 3, 5, 6, 8],
};
const CELLS = Array.from({ length: 9 }, (_, at) => at);

function Die({ value }) {
  return html`<span class="die">${CELLS.map((at) => html`<i key=${at} class=${PIPS[value].includes(at) ? 'pip' : ''} />`)}</span>`;
}

const Disc = ({ value }) => html`<span class="disc"><i class=${`dart ring-${value}`} /></span>`;

// `value` null: nothing thrown yet; 'hidden': thrown, and not shown before both are in.
export function Face({ game, value, by }) {
  if (value === null) return html`<span class="face blank" role="img" aria-label=${t('play-face-none')} />`;
  if (value === 'hidden') return html`<span class="face down" role="img" aria-label=${t('play-face-hidden')}>?</span>`;
  const label = by === 'bot' ? t('play-face-bot', { value }) : t('play-face', { value });
  return html`<span class=${`face ${by === 'bot' ? 'by-bot' : ''}`} role="img" aria-label=${label}>
    ${game === 'target' ? html`<${Disc} value=${value} />` : html`<${Die} value=${value} />`}</span>`;
}
