// What stands where something could not be read: it is not there, or it may be asked for again.
import { go } from '../../router.js';
import { Empty, Fail } from '../../ui/parts.js';
import { html } from '../../vendor.js';
import { t } from '../../words.js';

const GONE = 404;

export function Trouble({ load, safe }) {
  if (load.status !== 'error') return null;
  return html`<div class="card">${load.problem.status === GONE
    ? html`<${Empty} icon="search" text=${t('gifts-no-such')} action=${t('gifts-search')} press=${() => go('/gifts')} />`
    : html`<${Fail} problem=${load.problem} again=${load.again} safe=${safe} />`}</div>`;
}
