/* Messages that are events, and one-line summaries of all others. */

import { grouped } from '../words.js';

const nameOf = (user) => (user ? [user.first_name, user.last_name].filter(Boolean).join(' ') || user.title : '');
const stars = (payment) => grouped(payment.total_amount);

/* Key: the field of the Bot API message. Value: words for it. */
const EVENTS = {
  new_chat_members: (words, message) => {
    const names = message.new_chat_members.map(nameOf).join(', ');
    const self = message.new_chat_members.length === 1 && message.from && message.from.id === message.new_chat_members[0].id;
    return self ? words('event.joined', { name: names }) : words('event.added', { who: nameOf(message.from), name: names });
  },
  left_chat_member: (words, message) => {
    const left = message.left_chat_member;
    const self = message.from && message.from.id === left.id;
    return self ? words('event.left', { name: nameOf(left) }) : words('event.removed', { who: nameOf(message.from), name: nameOf(left) });
  },
  new_chat_title: (words, message) => words('event.title', { title: message.new_chat_title }),
  new_chat_photo: (words) => words('event.photo'),
  delete_chat_photo: (words) => words('event.photo.gone'),
  group_chat_created: (words, message) => words('event.group', { who: nameOf(message.from) }),
  supergroup_chat_created: (words, message) => words('event.group', { who: nameOf(message.from) }),
  channel_chat_created: (words) => words('event.channel'),
  pinned_message: (words, message) => words('event.pinned', { who: nameOf(message.from || message.sender_chat) }),
  successful_payment: (words, message) => words('event.paid', { n: message.successful_payment.total_amount, stars: stars(message.successful_payment) }),
  refunded_payment: (words, message) => words('event.refunded', { n: message.refunded_payment.total_amount, stars: stars(message.refunded_payment) }),
  web_app_data: (words, message) => words('event.webapp', { name: message.web_app_data.button_text }),
  write_access_allowed: (words) => words('event.allowed'),
  users_shared: (words) => words('event.shared'),
  chat_shared: (words) => words('event.shared'),
  gift: (words, message) => words('event.gift', { who: nameOf(message.from) }),
  unique_gift: (words, message) => words('event.gift', { who: nameOf(message.from) }),
};

export function eventText(words, message) {
  const kind = Object.keys(EVENTS).find((key) => message[key] !== undefined);
  return kind ? EVENTS[kind](words, message) : null;
}

const KINDS = ['photo', 'document', 'animation', 'video', 'audio', 'voice', 'sticker', 'contact', 'poll', 'location', 'paid_media'];

export function summary(phone, message) {
  const { words } = phone;
  const event = eventText(words, message);
  if (event) return event;
  const from = message.chat.type.endsWith('group') && message.from && message.from.id !== phone.person.id
    ? `${message.from.first_name}: ` : '';
  return from + content(words, message);
}

export function content(words, message) {
  if (message.text) return message.text.replace(/\s+/g, ' ');
  if (message.dice) return message.dice.emoji;
  if (message.invoice) return `${message.invoice.title}, ${grouped(message.invoice.total_amount)} ⭐`;
  const kind = KINDS.find((key) => message[key]);
  if (!kind) return words('kind.other');
  if (kind === 'document') return message.caption || message.document.file_name || words('kind.document');
  if (kind === 'sticker') return `${message.sticker.emoji || ''} ${words('kind.sticker')}`.trim();
  return message.caption || words(`kind.${kind}`);
}
