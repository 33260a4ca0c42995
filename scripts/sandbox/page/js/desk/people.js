/* Who is on the desk: a chip per person shows or puts away that phone. */

import { html, Avatar, Icon } from '../ui.js';
import { setDesk, state } from '../store.js';
import { showPhone } from '../sync.js';

export function People({ words }) {
  const shown = new Set(state.desk.phones || []);
  if (state.people.length < 2) return null;
  const press = (id) => {
    const narrow = matchMedia('(max-width: 759px)').matches;
    if (!narrow) { showPhone(id, !shown.has(id)); return; }
    if (shown.has(id)) setDesk({ focus: id });
    else showPhone(id, true);
    scrollToPhone(id);
  };
  const front = state.desk.focus || (state.desk.phones || [])[0];
  return html`<nav class="people" aria-label=${words('people.title')}>
    ${state.people.map((person) => html`
      <button type="button" key=${person.id} class=${`chip ${front === person.id ? 'front' : ''}`}
        aria-pressed=${String(shown.has(person.id))}
        title=${words(shown.has(person.id) ? 'people.hide' : 'people.show', { name: person.name })}
        onClick=${() => press(person.id)}>
        <${Avatar} id=${person.id} name=${person.name} size=${24} />
        <span>${person.name}</span>
        ${person.role !== 'user' && html`<${Icon} name="gear" size=${14} label=${words(`role.${person.role}`)} />`}
      </button>`)}
  </nav>`;
}

export function scrollToPhone(id) {
  setTimeout(() => {
    const phone = document.getElementById(`phone-${id}`);
    if (phone) phone.scrollIntoView({ behavior: 'smooth', inline: 'center', block: 'nearest' });
  }, 60);
}
