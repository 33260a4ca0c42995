/* Both keyboards of a bot: the one under a message, and the one in place of letters. */

import { html, Icon } from '../ui.js';
import { grouped } from '../words.js';

const CORNER = [
  ['url', 'arrow'], ['login_url', 'arrow'], ['web_app', 'window'], ['pay', 'card'], ['copy_text', 'copy'],
  ['switch_inline_query', 'share'], ['switch_inline_query_chosen_chat', 'share'],
];

export function InlineKeyboard({ rows, message, busy, on, words }) {
  const paid = message.world.invoice && message.world.invoice.state !== 'open';
  return html`<div class="inline-keyboard">${rows.map((row, y) => html`<div class="keys" key=${y}>
    ${row.map((button, x) => {
      const corner = CORNER.find(([field]) => button[field] !== undefined);
      const waits = busy === `${message.message_id}/${y}/${x}`;
      const receipt = button.pay && paid;
      const press = receipt ? () => on.receipt(message) : () => on.press(message, button, `${message.message_id}/${y}/${x}`);
      return html`<button type="button" key=${x} class=${`key ${button.style || ''} ${waits ? 'busy' : ''}`}
        disabled=${!!button.disabled} onClick=${press}>
        <span>${receipt ? words('invoice.receipt') : button.pay ? payLabel(button, message) : button.text}</span>
        ${corner && html`<${Icon} name=${corner[1]} size=${12} />`}</button>`;
    })}</div>`)}</div>`;
}

/* Telegram puts its star sign for the first star of a pay button's words. */
function payLabel(button, message) {
  const [before, after] = button.text.split(/⭐️?|XTR/, 2);
  if (after === undefined) return button.text;
  return html`${before}<${Icon} name="star" size=${16} />${after || (/\d/.test(before) ? '' : ` ${grouped(message.invoice ? message.invoice.total_amount : '')}`)}`;
}

export function ReplyKeyboard({ markup, onPress }) {
  return html`<div class=${`reply-keyboard ${markup.resize_keyboard ? 'snug' : ''}`}>
    ${markup.keyboard.map((row, y) => html`<div class="keys" key=${y}>${row.map((button, x) => {
      const label = typeof button === 'string' ? button : button.text;
      return html`<button type="button" key=${x} class=${`key ${button.style || ''}`} onClick=${() => onPress(button)}><span>${label}</span>
        ${button.web_app && html`<${Icon} name="window" size=${12} />`}</button>`;
    })}</div>`)}</div>`;
}

/* The newest word on the reply keyboard: a keyboard, its removal, or a forced reply. */
export function replyKeyboard(messages, me) {
  for (let at = messages.length - 1; at >= 0; at -= 1) {
    const { reply_markup: markup, from } = messages[at];
    if (!markup || markup.inline_keyboard || (from && from.id === me)) continue;
    if (markup.remove_keyboard) return null;
    if (markup.keyboard || markup.force_reply) return { ...markup, message: messages[at] };
  }
  return null;
}
