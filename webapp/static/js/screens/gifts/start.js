// Where one begins: ways to what is one's own, and collections to look into.
import { money } from '../../format.js';
import { go } from '../../router.js';
import { Icon, drawn } from '../../ui/parts.js';
import { html } from '../../vendor.js';
import { t } from '../../words.js';
import { Art } from './lot.js';
import { useCollections } from './shelf.js';

const WAYS = [['chart-line', 'portfolio', '/portfolio'], ['bell', 'alerts', '/alerts'], ['shopping-basket', 'baskets', '/baskets'], ['store', 'markets', '/markets']];
const SHOWN = 12;

export function Ways() {
  return html`<div class="card quick ways">${WAYS.map(([icon, name, path]) => html`<button type="button" key=${name} onClick=${() => go(path)}>
    <span class="tile"><${Icon} name=${icon} /></span><span>${t(`gifts-${name}`)}</span></button>`)}</div>`;
}

// Those of which most is for sale.
export function Popular() {
  const { data } = useCollections();
  if (!data?.length) return data ? null : html`<div class="strip" aria-busy="true">${[1, 2, 3].map((n) => html`<span class="strip-card bone" key=${n} />`)}</div>`;
  const most = [...data].sort((one, other) => other.listings - one.listings || (one.key < other.key ? -1 : 1)).slice(0, SHOWN);
  return html`<div class="found-head"><h2 class="section-title">${t('gifts-popular')}</h2>
      <button type="button" class="row-act" onClick=${() => go('/collections')}>${t('gifts-popular-all')}</button></div>
    <div class="strip">${most.map((one) => html`<button type="button" class="strip-card" key=${one.key} onClick=${() => go(`/collection/${one.key}`)}>
      <${Art} path=${one.picture} size=${72} /><span class="strip-name">${one.title}</span>
      <span class="row-note num">${one.floor ? drawn(t('gifts-from', { amount: money(one.floor) })) : t('gifts-no-floor')}</span></button>`)}</div>`;
}
