/* Inline mode: "@souk_bot words" asks the bot while one types. */

import { useEffect, useState } from '../../vendor/htm-preact.module.js';
import { html, Avatar } from '../ui.js';
import { post } from '../api.js';
import { state } from '../store.js';

const PAUSE_MS = 300;

export function inlineQuery(text) {
  const found = /^@(\w{3,32})\s([\s\S]*)$/.exec(text);
  if (!found || found[1].toLowerCase() !== state.world.bot.username.toLowerCase()) return null;
  return { bot: found[1], text: found[2] };
}

export function Inline({ phone, chat, query, onSent }) {
  const [found, setFound] = useState(null);
  const { words } = phone;
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(async () => {
      const answer = await phone.act(post(`/inline?as=${phone.who}`, { query, offset: '' }));
      if (wanted) setFound(answer || { results: [] });
    }, PAUSE_MS);
    return () => { wanted = false; clearTimeout(timer); };
  }, [query]);
  const more = async () => {
    const next = await phone.act(post(`/inline?as=${phone.who}`, { query, offset: found.next_offset }));
    if (next) setFound({ ...next, earlier: [...(found.earlier || []), found] });
  };
  const choose = async (answer, result) => {
    const sent = await phone.say(chat, { inline: { id: answer.id, result: result.id } });
    if (sent) onSent();
  };
  if (!found) return html`<div class="inline-results"><p class="note">${words('inline.asking')}</p></div>`;
  const answers = [...(found.earlier || []), found];
  const empty = answers.every((answer) => !answer.results.length);
  return html`<div class="inline-results">
    ${found.button && html`<button type="button" class="inline-button"
      onClick=${() => (found.button.web_app ? phone.launch('', phone.botChat()) : phone.open(phone.botChat().key, found.button.start_parameter || ''))}>${found.button.text}</button>`}
    ${empty && html`<p class="note">${words('inline.none')}</p>`}
    <ul>${answers.map((answer) => answer.results.map((result) => html`<li key=${`${answer.id}${result.id}`}>
      <button type="button" onClick=${() => choose(answer, result)}>
        <${Avatar} id=${hash(result.id)} name=${titleOf(result)} size=${42} />
        <span><b>${titleOf(result)}</b><small>${result.description || result.caption || result.message_text || ''}</small></span>
      </button></li>`))}</ul>
    ${found.next_offset && html`<button type="button" class="inline-button" onClick=${more}>${words('inline.more')}</button>`}
  </div>`;
}

const titleOf = (result) => result.title || result.first_name || result.caption || result.type;
const hash = (text) => [...String(text)].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 997, 7);
