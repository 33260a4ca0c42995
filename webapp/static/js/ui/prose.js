// A document in the little Markdown that ours use: headings, lists, paragraphs, bold. It becomes
// elements, never HTML text, so nothing in a document can act.
import { html } from '../vendor.js';

function inline(text) {
  return text.split(/\*\*(.+?)\*\*/).map((part, at) => (at % 2 ? html`<strong>${part}</strong>` : part));
}

function blocks(text) {
  const made = [];
  let list = null;
  for (const line of text.split('\n').map((one) => one.trim())) {
    const item = /^(?:[-*]|(\d+)\.)\s+(.*)/.exec(line);
    if (item) {
      const tag = item[1] ? 'ol' : 'ul';
      if (list?.tag !== tag) made.push(list = { tag, items: [] });
      list.items.push(item[2]);
    } else if (line) {
      const heading = /^(#+)\s+(.*)/.exec(line);
      made.push(heading ? { tag: 'h2', text: heading[2] } : { tag: 'p', text: line });
      list = null;
    }
  }
  return made;
}

export function Prose({ text }) {
  return html`<div class="prose">${blocks(text).map((block) => (block.items
    ? html`<${block.tag}>${block.items.map((item) => html`<li>${inline(item)}</li>`)}<//>`
    : html`<${block.tag}>${inline(block.text)}<//>`))}</div>`;
}
