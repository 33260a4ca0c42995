// My baskets, the newest first.
import './ready.js';
import { ago, money } from '../../format.js';
import { go } from '../../router.js';
import { Head } from '../../ui/bars.js';
import { PagedList } from '../../ui/list.js';
import { usePages } from '../../ui/load.js';
import { Row } from '../../ui/parts.js';
import { html } from '../../vendor.js';
import { t } from '../../words.js';

const OPEN = ['picked', 'checked'];

export default function Baskets() {
  const pages = usePages('/gifts/basket', { limit: 20 });
  return html`<${Head} title=${t('gifts-baskets')} />
    <${PagedList} pages=${pages} rows=${3} empty=${{ icon: 'shopping-basket', text: t('gifts-baskets-none'), action: t('gifts-search'), press: () => go('/gifts') }}
      row=${(one) => html`<${Row} key=${one.id} icon="shopping-basket" tone=${OPEN.includes(one.state) ? '' : 'quiet'} title=${one.search || t('gifts-basket')}
        note=${t('gifts-basket-row', { n: one.items.length, state: t(`gifts-basket-is-${one.state}`), time: ago(one.created_at) })}
        side=${one.total ? money(one.total) : ''} press=${() => go(`/basket/${one.id}`)} />`} />
    <p class="section-note">${t('gifts-baskets-note')}</p>`;
}
