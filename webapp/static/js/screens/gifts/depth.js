// What stands behind a floor: how many lots lie near it, what was sold, which models moved.
import { money, number, permille } from '../../format.js';
import { go } from '../../router.js';
import { useLoad } from '../../ui/load.js';
import { Row, Section } from '../../ui/parts.js';
import { html } from '../../vendor.js';
import { t } from '../../words.js';
import { eventRow } from './events.js';
import { pathOf } from './query.js';
import { read, useTitles } from './shelf.js';

const SALES = 5;

function Rungs({ rungs }) {
  const most = rungs.at(-1).lots || 1;
  return html`<${Section} title=${t('gifts-depth')} note=${t('gifts-depth-note')}>${rungs.filter((rung, at) => rung.lots !== rungs[at - 1]?.lots).map((rung) => html`<div class="row rung" key=${rung.percent}>
    <span class="row-main"><span class="row-title num">${t('gifts-rung', { shown: number(String(rung.lots)), share: permille(rung.percent * 10) })}</span>
      <meter class="rung-bar" min="0" max=${most} value=${rung.lots} aria-hidden="true" /></span>
    <span class="row-side"><span class="num">${money(rung.total)}</span><span class="row-note">${t('gifts-together')}</span></span></div>`)}<//>`;
}

const volume = (one, key) => html`<div class="row"><span class="row-main"><span class="row-title">${t(key)}</span>
  <span class="row-note num">${[t('gifts-sales', { n: one.sales, shown: number(String(one.sales)) }), one.wash > 0 && t('gifts-sales-wash', { n: one.wash })].filter(Boolean).join(' · ')}</span></span>
  <span class="row-side"><span class="num">${money(one.total)}</span></span></div>`;

function Movers({ movers, collection }) {
  if (!movers.length) return null;
  return html`<${Section} title=${t('gifts-movers')}>${movers.map((one) => html`<${Row} key=${one.model} title=${one.model} note=${t('gifts-moved-from', { amount: money(one.before) })}
    side=${money(one.now)} sideNote=${t(one.permille < 0 ? 'gifts-down' : 'gifts-up', { share: permille(Math.abs(one.permille)) })}
    press=${() => go(pathOf({ collection: [collection], model: [one.model] }))} />`)}<//>`;
}

// None of it is needed to look at a collection, so a failure is quiet.
export function Depth({ collection }) {
  const { data } = useLoad(`gifts/summary/${collection}`, () => read(`/gifts/collections/${collection}/summary`));
  const titles = useTitles();
  if (!data) return null;
  return html`${data.rungs.length > 0 && html`<${Rungs} rungs=${data.rungs} />`}
    <${Section} title=${t('gifts-volume')}>${volume(data.day, 'gifts-volume-day')}${volume(data.week, 'gifts-volume-week')}<//>
    ${data.last_sales.length > 0 && html`<${Section} title=${t('gifts-last-sales')}>${data.last_sales.slice(0, SALES).map((event) => eventRow(event, titles))}<//>`}
    <${Movers} movers=${data.movers} collection=${collection} />`;
}
