// All collections, by name or by floor.
import './ready.js';
import { compare, money, number } from '../../format.js';
import { go } from '../../router.js';
import { Head } from '../../ui/bars.js';
import { Chips, Empty, Fail, Icon, SkeletonRows, drawn } from '../../ui/parts.js';
import { html, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { Art } from './lot.js';
import { useCollections, useWorth } from './shelf.js';

const byFloor = (one, other) => (one.floor && other.floor ? compare(one.floor.amount, other.floor.amount) : Boolean(other.floor) - Boolean(one.floor));
const SORTS = {
  title: (one, other) => one.title.localeCompare(other.title), listings: (one, other) => other.listings - one.listings,
  floor: byFloor, 'down-floor': (one, other) => (one.floor && other.floor ? -byFloor(one, other) : byFloor(one, other)),
};

function CollectionRow({ one, worth }) {
  return html`<button type="button" class="row" onClick=${() => go(`/collection/${one.key}`)}><${Art} path=${one.picture} />
    <span class="row-main"><span class="row-title">${one.title}</span><span class="row-note num">${t('gifts-lots', { n: one.listings, shown: number(String(one.listings)) })}</span></span>
    <span class="row-side"><span class="num">${one.floor ? drawn(money(one.floor)) : t('gifts-unknown')}</span>${one.floor && html`<span class="row-note num">${worth(one.floor)}</span>`}</span></button>`;
}

export default function Collections() {
  const load = useCollections();
  const worth = useWorth();
  const [sort, setSort] = useState('listings');
  const [typed, setTyped] = useState('');
  const items = [...(load.data || [])].filter((one) => one.title.toLowerCase().includes(typed.trim().toLowerCase())).sort(SORTS[sort]);
  return html`<${Head} title=${t('gifts-collections')} />
    <div class="box"><div class="field-box"><${Icon} name="search" size=${20} /><input type="search" autocomplete="off" aria-label=${t('gifts-facet-find')} placeholder=${t('gifts-facet-find')}
      value=${typed} onInput=${(event) => setTyped(event.currentTarget.value)} /></div></div>
    <div class="tools"><${Chips} label=${t('gifts-sort')} value=${sort} choose=${setSort} options=${Object.keys(SORTS).map((value) => ({ value, label: t(`gifts-collections-${value}`) }))} /></div>
    <div class="card">${load.status === 'loading' ? html`<${SkeletonRows} rows=${8} />` : load.status === 'error' ? html`<${Fail} problem=${load.problem} again=${load.again} safe=${t('gifts-safe')} />`
      : items.length ? items.map((one) => html`<${CollectionRow} key=${one.key} one=${one} worth=${worth} />`)
        : html`<${Empty} icon="search" text=${t('gifts-collections-none')} />`}</div>`;
}
