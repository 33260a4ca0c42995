// An address as people compare it: its beginning and its end, or whole in groups of four.
import { html } from '../../vendor.js';

const ENDS = 6;

export const short = (text) => (text.length > 2 * ENDS + 1 ? `${text.slice(0, ENDS)}…${text.slice(-ENDS)}` : text);

export function Address({ text, whole = false }) {
  if (!whole) return html`<span class="address" title=${text}>${short(text)}</span>`;
  return html`<span class="address whole">${text.match(/.{1,4}/g).map((part, at) => html`<span key=${at}>${part}</span>`)}</span>`;
}
