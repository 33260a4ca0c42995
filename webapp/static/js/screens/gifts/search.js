// Search over every market: the box, what is set as chips, and an endless list at true prices.
import './ready.js';
import { number } from '../../format.js';
import { go, replace, usePlace } from '../../router.js';
import { named } from '../../session.js';
import { Head } from '../../ui/bars.js';
import { PagedList } from '../../ui/list.js';
import { Button, Icon } from '../../ui/parts.js';
import { html, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { Box } from './box.js';
import { FacetSheet } from './facets.js';
import { useFound } from './found.js';
import { LotRow } from './lot.js';
import { partName } from './named.js';
import { NOTHING, SORTS, parts, pathOf, queryOf, set, without } from './query.js';
import { SaveSheet } from './save.js';
import { freshness, marketName, useMarkets, useTick, useTitles, useWorth } from './shelf.js';
import { Popular, Ways } from './start.js';
import { SweepSheet } from './sweep.js';

function Set({ query, search }) {
  const titles = useTitles();
  const all = parts(query);
  if (!all.length) return null;
  return html`<ul class="set" aria-label=${t('gifts-set')}>${all.map((part) => {
    const name = partName(part, titles);
    return html`<li key=${part.name + (part.value || '')}><button type="button" class="chip-choice set-part" aria-label=${t('gifts-set-remove', { name })}
      onClick=${() => search(without(query, part))}><span>${name}</span><${Icon} name="x" size=${16} /></button></li>`;
  })}</ul>`;
}

function Tools({ query, search, filter }) {
  const word = (sort) => sort.replace('-', 'down-');
  const n = parts(query).filter((part) => part.name !== 'q').length;
  return html`<div class="tools gift-tools"><${Button} kind=${n ? 'soft on' : 'soft'} press=${filter}><${Icon} name="sliders-horizontal" size=${18} />
      ${n ? t('gifts-filter-n', { n }) : t('gifts-filter')}<//>
    <label class="button soft sort"><span class="unseen">${t('gifts-sort')}</span>
      <select value=${query.sort || SORTS[0]} onChange=${(event) => search(set(query, 'sort', event.currentTarget.value === SORTS[0] ? '' : event.currentTarget.value))}>
      ${SORTS.map((sort) => html`<option key=${sort} value=${sort}>${t(`gifts-sort-${word(sort)}`)}</option>`)}</select></label></div>`;
}

// Markets whose prices cannot be relied on just now.
function Warning({ markets }) {
  const down = (markets?.items || []).filter((one) => freshness(one.market, one.state, markets).down && one.state !== 'off');
  if (!down.length) return null;
  return html`<button type="button" class="card row warning" onClick=${() => go('/markets')}><${Icon} name="circle-alert" size=${20} />
    <span class="row-main"><span class="row-note">${t('gifts-some-down', { names: down.map((one) => marketName(one.market)).join(', ') })}</span></span>
    <${Icon} name="chevron-right" size=${18} /></button>`;
}

function Found({ query, found, markets, search, save, sweep }) {
  const titles = useTitles();
  const worth = useWorth();
  const cleared = Object.keys(query).length ? { action: t('gifts-filter-clear'), press: () => search(NOTHING) } : {};
  return html`<div class="found-head"><h2 class="section-title" role="status">${found.status === 'full' ? t('gifts-found', { n: found.total, shown: number(String(found.total)) }) : t('gifts-found-waits')}</h2>
      ${found.status === 'full' && found.total > 0 && html`<button type="button" class="head-act" aria-label=${t('gifts-sweep')} onClick=${sweep}><${Icon} name="shopping-basket" size=${20} /></button>`}
      ${parts(query).length > 0 && html`<button type="button" class="head-act" aria-label=${t('gifts-save')} onClick=${save}><${Icon} name="bookmark" size=${20} /></button>`}</div>
    <${PagedList} pages=${found} rows=${8} empty=${{ icon: 'search', text: t('gifts-none'), ...cleared }}
      row=${(lot) => html`<${LotRow} key=${lot.id} lot=${lot} titles=${titles} worth=${worth} markets=${markets} gone=${found.gone.has(lot.id)} />`} />`;
}

export default function Search() {
  const query = queryOf(usePlace().path);
  const [sheet, open] = useState('');
  const found = useFound(query);
  const { data: markets } = useMarkets();
  useTick();
  const search = (next) => replace(pathOf(next));
  const close = () => open('');
  const plain = !parts(query).length;
  return html`<${Head} title=${t('area-gifts')} />
    <${Box} query=${query} search=${search} />
    ${plain && html`<${Ways} />`}
    <${Set} query=${query} search=${search} />
    ${plain && html`<${Popular} />`}
    <${Tools} query=${query} search=${search} filter=${() => open('filter')} />
    <${Warning} markets=${markets} />
    <${Found} ...${{ query, found, markets, search, save: () => named(() => open('save')), sweep: () => named(() => open('sweep')) }} />
    ${sheet === 'filter' && html`<${FacetSheet} query=${query} show=${search} close=${close} />`}
    ${sheet === 'save' && html`<${SaveSheet} query=${query} close=${close} />`}
    ${sheet === 'sweep' && html`<${SweepSheet} query=${query} close=${close} />`}`;
}
