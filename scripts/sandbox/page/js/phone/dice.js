/* A throw, drawn by hand: it rolls for a moment when new, then shows its value. */

import { Component } from '../../vendor/htm-preact.module.js';
import { html, Icon } from '../ui.js';

const PIPS = {
  1: [[1, 1]], 2: [[0, 0], [2, 2]], 3: [[0, 0], [1, 1], [2, 2]], 4: [[0, 0], [2, 0], [0, 2], [2, 2]],
  5: [[0, 0], [2, 0], [1, 1], [0, 2], [2, 2]], 6: [[0, 0], [2, 0], [0, 1], [2, 1], [0, 2], [2, 2]],
};
// value - 1 in base 4 is three reels from left to right, the lowest digit first.
const REEL = ['bar', 'berries', 'lemon', 'seven'];
const ROLL_MS = 1300;

const reels = (value) => [0, 1, 2].map((at) => REEL[Math.floor((value - 1) / 4 ** at) % 4]);

export class Dice extends Component {
  constructor(props) {
    super(props);
    this.state = { rolling: props.fresh };
  }
  componentDidMount() {
    if (this.state.rolling) this.timer = setTimeout(() => this.setState({ rolling: false }), ROLL_MS);
  }
  componentWillUnmount() { clearTimeout(this.timer); }

  render({ emoji, value }, { rolling }) {
    return html`<div class=${`throw ${rolling ? 'rolling' : ''}`} role="img" aria-label=${`${emoji} ${rolling ? '' : value}`}>
      ${emoji === '🎲' ? html`<${Die} value=${value} />` : emoji === '🎰' ? html`<${Slot} value=${value} />`
        : html`<span class="throw-emoji">${emoji}</span>`}
      ${!rolling && emoji !== '🎲' && html`<span class="throw-value figure">${value}</span>`}
    </div>`;
  }
}

const Die = ({ value }) => html`<svg class="die" viewBox="0 0 96 96" aria-hidden="true">
  <rect x="4" y="4" width="88" height="88" rx="22" class="die-face" />
  ${(PIPS[value] || []).map(([x, y]) => html`<circle key=${`${x}${y}`} cx=${25 + 23 * x} cy=${25 + 23 * y} r=${value === 1 ? 11 : 8.5}
    class=${value === 1 ? 'pip one' : 'pip'} />`)}
</svg>`;

const Slot = ({ value }) => html`<div class="slot">${reels(value).map((face, at) => html`
  <span key=${at}><${Icon} name=${`reel-${face}`} size=${38} /></span>`)}</div>`;
