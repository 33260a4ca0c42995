// My baskets, the newest first.
import './ready.js';
import { api } from '../../api.js';
import { ago, money } from '../../format.js';
import { go } from '../../router.js';
import { Head } from '../../ui/bars.js';
import { useLoad } from '../../ui/load.js';
import { Empty, Fail, Row, SkeletonRows } from '../../ui/parts.js';
import { html } from '../../vendor.js';
import { t } from '../../words.js';
import { useTitles } from './shelf.js';

const OPEN = ['picked', 'checked'];
const NAMED = 2;

// By what is in it: a collection or a few.
function nameOf(basket, titles) {
  const names = [...new Set(basket.items.map((item) => titles(item.collection)))];
  return names.length > NAMED ? t('gifts-and-more', { names: names.slice(0, NAMED).join(', '), n: names.length - NAMED }) : names.join(', ');
}

function BasketRow({ one }) {
  const titles = useTitles();
  return html`<${Row} icon="shopping-basket" tone=${OPEN.includes(one.state) ? '' : 'quiet'} title=${nameOf(one, titles) || t('gifts-basket')}
    note=${t('gifts-basket-row', { n: one.items.length, state: t(`gifts-basket-is-${one.state}`), time: ago(one.created_at) })}
    side=${one.total ? money(one.total) : ''} press=${() => go(`/basket/${one.id}`)} />`;
}

export default function Baskets() {
  const load = useLoad('gifts/baskets', async () => (await api.get('/gifts/basket')).items);
  return html`<${Head} title=${t('gifts-baskets')} />
    <div class="card">${load.status === 'loading' ? html`<${SkeletonRows} rows=${3} />`
      : load.status === 'error' ? html`<${Fail} problem=${load.problem} again=${load.again} safe=${t('gifts-basket-safe')} />`
        : load.data.length ? load.data.map((one) => html`<${BasketRow} key=${one.id} one=${one} />`)
          : html`<${Empty} icon="shopping-basket" text=${t('gifts-baskets-none')} action=${t('gifts-search')} press=${() => go('/gifts')} />`}</div>
    <p class="section-note">${t('gifts-baskets-note')}</p>`;
}
