/* Pictures, files and the like. Bytes come from the sandbox itself, never from elsewhere. */

import { html, Avatar, Icon } from '../ui.js';

const source = (id) => `/world/files/${encodeURIComponent(id)}`;

export function Media({ message, words }) {
  if (message.photo) return html`<${Photo} sizes=${message.photo} words=${words} />`;
  const file = message.document || message.animation || message.video || message.audio || message.voice || message.video_note;
  if (file) return html`<${File} file=${file} words=${words} />`;
  if (message.sticker) return html`<div class="big-emoji">${message.sticker.emoji || '🖼'}</div>`;
  if (message.contact) return html`<${Contact} contact=${message.contact} />`;
  if (message.poll) return html`<${Poll} poll=${message.poll} />`;
  if (message.location || message.venue) return html`<${Place} message=${message} />`;
  if (message.paid_media) {
    return html`<div class="file"><span class="file-icon"><${Icon} name="star" size=${24} /></span>
      <span><b>${words('kind.paid_media')}</b><small class="figure">${message.paid_media.star_count} ⭐</small></span></div>`;
  }
  if (!message.text && !message.caption) return html`<div class="text quiet">${words('kind.other')}</div>`;
  return null;
}

function Photo({ sizes, words }) {
  const best = sizes[sizes.length - 1];
  const width = Math.min(300, Math.max(120, best.width || 300));
  const ratio = best.width && best.height ? `${best.width} / ${best.height}` : undefined;
  return html`<img class="photo" src=${source(best.file_id)} alt=${words('kind.photo')} loading="lazy"
    style=${{ width: `${width}px`, aspectRatio: ratio }} />`;
}

const UNITS = ['B', 'KB', 'MB', 'GB'];
function size(bytes) {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)));
  return `${(bytes / 1024 ** step).toFixed(step ? 1 : 0)} ${UNITS[step]}`;
}

const File = ({ file, words }) => html`<a class="file" href=${source(file.file_id)} download=${file.file_name || ''}>
  <span class="file-icon"><${Icon} name="file" size=${24} /></span>
  <span><b>${file.file_name || words('kind.document')}</b><small class="figure">${size(file.file_size || 0)}</small></span></a>`;

const Contact = ({ contact }) => html`<div class="file"><${Avatar} id=${contact.user_id || 0} name=${contact.first_name} size=${42} />
  <span><b>${[contact.first_name, contact.last_name].filter(Boolean).join(' ')}</b><small class="figure">${contact.phone_number}</small></span></div>`;

const Poll = ({ poll }) => html`<div class="poll"><b>${poll.question}</b>
  <ul>${poll.options.map((option) => html`<li key=${option.text}>${option.text}<span class="figure">${option.voter_count || 0}</span></li>`)}</ul></div>`;

function Place({ message }) {
  const { latitude, longitude } = message.location || message.venue.location;
  return html`<div class="file"><span class="file-icon"><${Icon} name="pin" size=${24} /></span>
    <span><b>${message.venue ? message.venue.title : '📍'}</b><small class="figure">${latitude.toFixed(5)}, ${longitude.toFixed(5)}</small></span></div>`;
}
