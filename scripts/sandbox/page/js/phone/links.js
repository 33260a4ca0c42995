/* Where a pressed link leads: into a chat, a Mini App, a payment, or out of Telegram. */

import { state } from '../store.js';

export async function follow(phone, address, chat) {
  const link = parse(address);
  if (!link) { phone.toast(phone.words('link.broken')); return; }
  if (link.hostname !== 't.me' && link.hostname !== 'telegram.me') { await leave(phone, link); return; }
  const [first, second] = link.pathname.split('/').filter(Boolean);
  const query = link.searchParams;
  if (first && first.startsWith('$')) await phone.payFor(first.slice(1), chat);
  else if (first === 'invoice') await phone.payFor(second, chat);
  else if (first === 'share') await share(phone, query);
  else if (first) await visit(phone, first, query, second);
  else phone.toast(phone.words('link.broken'));
}

function parse(address) {
  const text = String(address).trim();
  const tg = /^tg:(?:\/\/)?resolve\?(.*)$/i.exec(text);
  try {
    if (tg) {
      const query = new URLSearchParams(tg[1]);
      return new URL(`https://t.me/${query.get('domain')}?${query}`);
    }
    const full = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^localhost:|^[\d.]+:\d/.test(text) ? text : `https://${text}`;
    const link = new URL(full);
    return /^https?:$/.test(link.protocol) ? link : null;
  } catch {
    return null;
  }
}

async function leave(phone, link) {
  const { words } = phone;
  const buttons = [{ id: 'open', type: 'default', text: words('link.go') }, { type: 'cancel' }];
  const answer = await phone.ask({ title: words('link.leave'), message: link.href, buttons });
  if (answer === 'open') window.open(link.href, '_blank', 'noopener,noreferrer');
}

async function share(phone, query) {
  const chat = await phone.pick({ title: phone.words('forward.to'), chats: phone.chats });
  const text = [query.get('url'), query.get('text')].filter(Boolean).join('\n');
  if (chat && text) { await phone.say(chat, { text }); phone.open(chat.key); }
}

async function visit(phone, username, query, second) {
  const same = (name) => (name || '').toLowerCase() === username.toLowerCase();
  if (same(state.world.bot.username) || phone.botChat(username)) {
    await visitBot(phone, phone.botChat(username) || phone.botChat(), query, second);
    return;
  }
  const chat = phone.chats.find((known) => same(known.username));
  if (chat) { phone.open(chat.key); return; }
  let found = null;
  try { found = await phone.chatById(username); } catch { found = null; }
  if (!found || found.type === 'private') { phone.toast(phone.words('link.nobody', { name: username })); return; }
  const buttons = [{ id: 'join', type: 'default', text: phone.words('chat.join') }, { type: 'cancel' }];
  if (await phone.ask({ title: found.title, message: phone.words('chat.join.ask'), buttons }) === 'join') {
    await phone.join({ ...found, ref: `${found.id}` });
  }
}

async function visitBot(phone, chat, query, second) {
  if (query.has('startapp') || second) { await phone.launch(query.get('startapp') || '', chat); return; }
  if (query.has('startgroup')) {
    const groups = phone.chats.filter((each) => each.type.endsWith('group'));
    const group = await phone.pick({ title: phone.words('link.group'), chats: groups });
    if (group) await phone.addBot(group, query.get('startgroup'));
    return;
  }
  phone.open(chat.key, query.has('start') ? query.get('start') : null);
}
