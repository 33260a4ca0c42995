/* What one can do with a message: right button, or a long press. */

import { useLayoutEffect } from '../../vendor/htm-preact.module.js';
import { html, Icon, useDismiss } from '../ui.js';
import { statusOf } from './info.js';

/* The Bot API writes the red heart without the sign that makes it a picture. */
export const picture = (emoji) => (emoji === '❤' ? '❤\uFE0F' : emoji);

const QUICK = ['👍', '❤', '🔥', '🎉', '😁', '🤔', '👎'];

export function MessageMenu({ phone, chat, message, x, y, onChoose, onReact, onClose }) {
  const ref = useDismiss(onClose);
  const { words } = phone;
  // The menu opens at the finger, but never out of its phone.
  useLayoutEffect(() => {
    const menu = ref.current;
    const frame = menu.offsetParent.getBoundingClientRect();
    const box = menu.getBoundingClientRect();
    menu.style.left = `${Math.max(8, Math.min(x - frame.left, frame.width - box.width - 8))}px`;
    menu.style.top = `${Math.max(8, Math.min(y - frame.top, frame.height - box.height - 8))}px`;
    menu.querySelector('button').focus({ preventScroll: true });
  }, []);
  const own = message.from && message.from.id === phone.person.id;
  const admin = ['creator', 'administrator'].includes(statusOf(chat, phone));
  const texts = message.text || message.caption;
  const items = [
    ['reply', 'reply', true], ['copy', 'copy', !!texts],
    ['edit', 'edit', own && !!message.text && !message.forward_origin],
    ['forward', 'forward', !message.has_protected_content && !message.successful_payment],
    ['delete', 'trash', own || admin || chat.type === 'private', 'danger'],
  ];
  return html`<div class="context" role="menu" ref=${ref}>
    <div class="quick">${QUICK.map((emoji) => html`<button type="button" role="menuitem" key=${emoji} aria-label=${emoji} onClick=${() => onReact(emoji)}>${picture(emoji)}</button>`)}</div>
    ${items.filter(([, , can]) => can).map(([what, icon, , extra]) => html`
      <button type="button" role="menuitem" key=${what} class=${extra || ''} onClick=${() => onChoose(what, message)}>
        <${Icon} name=${icon} size=${20} />${words(`message.${what}`)}</button>`)}
  </div>`;
}
