// The inbox: every notice, those too that a blocked bot could not deliver.
import { api } from '../api.js';
import { ago, dayName } from '../format.js';
import { deepLink, go } from '../router.js';
import { house } from '../store.js';
import { Head } from '../ui/bars.js';
import { PagedList } from '../ui/list.js';
import { usePages } from '../ui/load.js';
import { Row } from '../ui/parts.js';
import { html, useEffect } from '../vendor.js';
import { t } from '../words.js';

// The first sentence is the matter, the rest explains. The sign in front is for the chat; the text
// has no markup, and whatever looks like it was written by people.
function split(text) {
  const plain = text.replace(/^[\p{Extended_Pictographic}\uFE0F\s]+/u, '').trim();
  const [, title, rest] = /^(.{3,90}?)(?:[.!]\s+|\n|\.?$)(.*)$/s.exec(plain) || [null, plain, ''];
  return [title, rest.trim()];
}

function letterRow(letter) {
  const [title, rest] = split(letter.text);
  const path = letter.link && deepLink(letter.link);
  return html`<div class=${letter.read ? '' : 'unread'} key=${letter.id}>
    <${Row} icon=${letter.read ? 'inbox' : 'bell'} tone=${letter.read ? 'quiet' : ''} title=${title}
    note=${[rest, ago(letter.at)].filter(Boolean).join(' · ')} press=${path ? () => go(path) : null} /></div>`;
}

export default function Inbox() {
  const pages = usePages('/inbox', { limit: 20 });
  const newest = pages.items[0]?.id;
  const fresh = pages.items.some((letter) => !letter.read);
  useEffect(() => {
    if (!newest || !fresh) return;
    api.post('/inbox/read', { upto: newest }).then(() => house.set({ unread: 0 }), () => { /* next visit */ });
  }, [newest, fresh]);
  return html`<${Head} title=${t('inbox')} />
    <${PagedList} pages=${pages} row=${letterRow} groupOf=${(letter) => dayName(letter.at)}
      empty=${{ icon: 'inbox', text: t('inbox-none'), action: t('notices'), press: () => go('/notices') }} />`;
}
