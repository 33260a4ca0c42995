/* One message. It is drawn anew only when it, or its place in the group, changed. */

import { Component } from '../../vendor/htm-preact.module.js';
import { html, Avatar, Icon } from '../ui.js';
import { clockTime, grouped } from '../words.js';
import { Dice } from './dice.js';
import { isBigEmoji, rich } from './entities.js';
import { InlineKeyboard } from './keyboards.js';
import { picture } from './menu.js';
import { Media } from './media.js';
import { content, eventText } from './service.js';

/* An invoice without a keyboard of its own gets Telegram's one button. */
export function inlineRows(message, words) {
  const { reply_markup: markup, invoice } = message;
  if (markup && markup.inline_keyboard) return markup.inline_keyboard;
  return invoice && message.world.invoice ? [[{ text: `${words('pay.button')} ⭐${grouped(invoice.total_amount)}`, pay: true }]] : null;
}

const WATCHED = ['message', 'first', 'last', 'busy', 'lang', 'selected'];
const LONG_PRESS_MS = 450;

export const senderName = (message) => {
  const from = message.sender_chat || message.from;
  return from ? from.title || [from.first_name, from.last_name].filter(Boolean).join(' ') : '';
};

export class Bubble extends Component {
  shouldComponentUpdate(next) {
    return WATCHED.some((name) => next[name] !== this.props[name]);
  }

  menu(event) {
    event.preventDefault();
    this.props.on.menu(this.props.message, event.clientX, event.clientY);
  }
  // iOS has no contextmenu event for touch; a long press stands for it everywhere.
  touch(event) {
    if (event.pointerType !== 'touch') return;
    const { clientX, clientY } = event;
    this.timer = setTimeout(() => this.props.on.menu(this.props.message, clientX, clientY), LONG_PRESS_MS);
  }
  release() { clearTimeout(this.timer); }

  render({ message, own, first, last, group, on, busy, words, selected }) {
    const event = eventText(words, message);
    const hooks = {
      onContextMenu: (shown) => this.menu(shown), onPointerDown: (press) => this.touch(press),
      onPointerUp: () => this.release(), onPointerMove: () => this.release(), onPointerCancel: () => this.release(),
    };
    if (event !== null) {
      return html`<div class="event" id=${`m${message.message_id}`} ...${hooks}>
        ${message.successful_payment ? html`<button type="button" onClick=${() => on.receipt(message)}>${event}</button>` : html`<span>${event}</span>`}</div>`;
    }
    const rows = inlineRows(message, words);
    const bare = message.dice || message.sticker || isBigEmoji(message);
    const kind = [own ? 'own' : 'their', first && 'first', last && 'last', bare && 'bare', selected && 'selected', message.fresh && 'fresh-in',
      rows && 'keyed'].filter(Boolean).join(' ');
    return html`<div class=${`message ${kind}`} data-message=${message.message_id}>
      ${group && !own && html`<span class="side">${last && html`<${Avatar} id=${(message.from || message.sender_chat).id} name=${senderName(message)} size=${34} />`}</span>`}
      <div class="stack">
        <div class="bubble" ...${hooks}>
          ${group && !own && first && !bare && html`<b class=${`sender tint-${Math.abs((message.from || message.sender_chat).id) % 7}`}>${senderName(message)}</b>`}
          ${message.via_bot && html`<span class="via">${words('message.via')} <b>@${message.via_bot.username}</b></span>`}
          ${message.forward_origin && html`<span class="forwarded">${words('message.forwarded')} <b>${originName(message.forward_origin)}</b></span>`}
          ${message.reply_to_message && html`<${Quoted} message=${message.reply_to_message} words=${words} on=${on} />`}
          <${Body} message=${message} on=${on} words=${words} />
          <${Reactions} message=${message} on=${on} />
          <${Meta} message=${message} own=${own} words=${words} />
        </div>
        ${rows && html`
          <${InlineKeyboard} rows=${rows} message=${message} busy=${busy} on=${on} words=${words} />`}
      </div>
    </div>`;
  }
}

const originName = (origin) => senderName({ from: origin.sender_user, sender_chat: origin.chat || origin.sender_chat }) || origin.sender_user_name;

const Quoted = ({ message, words, on }) => html`<button type="button" class="quoted" onClick=${() => on.jump(message.message_id)}>
  <b>${senderName(message)}</b><span>${content(words, message)}</span></button>`;

function Body({ message, on, words }) {
  if (message.dice) return html`<${Dice} emoji=${message.dice.emoji} value=${message.dice.value} fresh=${message.fresh} />`;
  if (message.invoice) return html`<${InvoiceCard} message=${message} words=${words} on=${on} />`;
  if (message.text && isBigEmoji(message)) return html`<div class="big-emoji">${message.text}</div>`;
  const text = message.text !== undefined ? message.text : message.caption;
  const entities = message.entities || message.caption_entities;
  return html`<${Media} message=${message} words=${words} />
    ${text && html`<div class="text" dir="auto">${rich(text, entities, on)}<${MetaSpace} message=${message} words=${words} /></div>`}`;
}

function InvoiceCard({ message, words, on }) {
  const { invoice } = message;
  const paid = message.world.invoice && message.world.invoice.state;
  return html`<div class="invoice">
    <b>${invoice.title}</b>
    <p>${invoice.description}</p>
    <p class="price"><${Icon} name="star" size=${20} /><span class="figure">${grouped(invoice.total_amount)}</span>
      ${paid && paid !== 'open' && html`<button type="button" class="state" onClick=${() => on.receipt(message)}>${words(`invoice.${paid}`)}</button>`}
    </p></div>`;
}

function Reactions({ message, on }) {
  const reactions = (message.world.reactions || []).filter((reaction) => reaction.emoji);
  if (!reactions.length) return null;
  return html`<div class="reactions">${reactions.map(({ emoji, count, who }) => html`
    <button type="button" key=${emoji} class=${(who || []).includes(on.me) ? 'mine' : ''} onClick=${() => on.react(message, emoji)}>
      ${picture(emoji)}<span class="figure">${count || (who || []).length || 1}</span></button>`)}</div>`;
}

const metaText = (message, words) => `${message.edit_date && message.world.edits ? `${words('message.edited')} ` : ''}${clockTime(message.date * 1000)}`;

/* Keeps the last line of the text clear of the time that stands at its end. */
const MetaSpace = ({ message, words }) => html`<span class="meta-space" aria-hidden="true">${metaText(message, words)}${message.from && '  '}  </span>`;

function Meta({ message, own, words }) {
  return html`<span class="meta figure">${metaText(message, words)}${own && html`<${Icon} name="checks" size=${16} />`}</span>`;
}
