/* Text with its entities, as nested elements. Offsets are UTF-16 units, as in JavaScript.
 * All text becomes text nodes; nothing that a message says is ever read as markup. */

import { Component } from '../../vendor/htm-preact.module.js';
import { html } from '../ui.js';

class Spoiler extends Component {
  render({ children, words }, { open }) {
    return html`<span class=${`spoiler ${open ? 'open' : ''}`} role="button" tabindex="0" aria-label=${open ? undefined : words('spoiler')}
      onClick=${(event) => { event.stopPropagation(); this.setState({ open: true }); }}>${children}</span>`;
  }
}

class Quote extends Component {
  render({ children, folds }, { open }) {
    return html`<blockquote class=${folds && !open ? 'folded' : ''} onClick=${() => folds && this.setState({ open: !open })}>${children}</blockquote>`;
  }
}

const PLAIN = { bold: 'b', italic: 'i', underline: 'u', strikethrough: 's', code: 'code' };

function wrap(entity, text, children, on) {
  const { type } = entity;
  if (PLAIN[type]) {
    const copy = type === 'code' ? { onClick: () => on.copy(text), class: 'copies' } : {};
    return html`<${PLAIN[type]} ...${copy}>${children}<//>`;
  }
  if (type === 'pre') return html`<pre class="copies" onClick=${() => on.copy(text)}>${entity.language ? html`<small>${entity.language}</small>` : null}<code>${children}</code></pre>`;
  if (type === 'spoiler') return html`<${Spoiler} words=${on.words}>${children}<//>`;
  if (type === 'blockquote' || type === 'expandable_blockquote') return html`<${Quote} folds=${type !== 'blockquote'}>${children}<//>`;
  const act = actOf(entity, text, on);
  if (!act) return children;
  return html`<a role="link" tabindex="0" class="link" onClick=${act}
    onKeyDown=${(event) => { if (event.key === 'Enter') act(); }}>${children}</a>`;
}

function actOf({ type, url }, text, on) {
  if (type === 'url') return () => on.follow(text);
  if (type === 'text_link') return () => on.follow(url);
  if (type === 'mention') return () => on.follow(`https://t.me/${text.slice(1)}`);
  if (type === 'bot_command') return () => on.say(text);
  if (['hashtag', 'cashtag', 'email', 'phone_number', 'text_mention'].includes(type)) return () => on.copy(text);
  return null;
}

/* Entities nest or stand apart; one that crosses another's end is cut there. */
function build(text, entities, from, to, on) {
  const parts = [];
  let at = from;
  let next = 0;
  while (next < entities.length) {
    const entity = entities[next];
    next += 1;
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (end <= start) continue;
    if (start > at) parts.push(text.slice(at, start));
    const inner = [];
    while (next < entities.length && entities[next].offset < end) inner.push(entities[next++]);
    parts.push(wrap(entity, text.slice(start, end), build(text, inner, start, end, on), on));
    at = end;
  }
  if (at < to) parts.push(text.slice(at, to));
  return parts;
}

export function rich(text, entities, on) {
  const ordered = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, ordered, 0, text.length, on);
}

const EMOJI_ONLY = /^(?:\p{Extended_Pictographic}(?:\uFE0F|\u200D\p{Extended_Pictographic}|\p{Emoji_Modifier})*){1,3}$/u;
export const isBigEmoji = (message) => !!message.text && !(message.entities || []).length && EMOJI_ONLY.test(message.text);
