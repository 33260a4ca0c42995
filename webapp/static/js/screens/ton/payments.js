// What came in and what went out over the chain, each with its state and a way to see it there.
import './ready.js';
import { ago, money } from '../../format.js';
import { go } from '../../router.js';
import { PagedList } from '../../ui/list.js';
import { usePages } from '../../ui/load.js';
import { Icon, Row, drawn } from '../../ui/parts.js';
import { html } from '../../vendor.js';
import { t } from '../../words.js';
import { short } from './address.js';

const STATE_ICONS = {
  credited: 'arrow-down-left', partial: 'arrow-down-left', excess: 'arrow-down-left', late: 'arrow-down-left', returned: 'undo-2',
  to_confirm: 'hourglass', to_approve: 'hourglass', queued: 'hourglass', sent: 'hourglass', paid: 'arrow-up-right', failed: 'x', cancelled: 'x',
};

function paymentRow(payment) {
  const icon = STATE_ICONS[payment.state] || 'circle-alert';
  return html`<a class="row tight" key=${payment.id} href=${payment.tx.link} target="_blank" rel="noopener">
    <span class="tile"><${Icon} name=${icon} size=${20} /></span>
    <span class="row-main"><span class="row-title">${t(`ton-in-${payment.state}`)}</span>
      <span class="row-note num">${ago(payment.at)}</span></span>
    <span class="row-side"><span class="num">${drawn(`+${money(payment.value)}`)}</span>
      ${payment.from_friendly && html`<span class="row-note">${t('ton-from', { address: short(payment.from_friendly) })}</span>`}</span></a>`;
}

export function Payments({ limit = 20 }) {
  const pages = usePages('/deposits', { limit });
  return html`<${PagedList} pages=${pages} rows=${2} row=${paymentRow} empty=${{ icon: 'arrow-down-left', text: t('ton-in-none') }} />`;
}

function withdrawalRow(one) {
  return html`<${Row} key=${one.id} icon=${STATE_ICONS[one.state]} tone=${one.state === 'paid' ? '' : 'quiet'} title=${t(`ton-out-${one.state}`)}
    note=${ago(one.at)} side=${money(one.value)} sideNote=${t('ton-to', { address: short(one.to) })} press=${() => go(`/withdrawal/${one.id}`)} />`;
}

export function Withdrawals({ limit = 20 }) {
  const pages = usePages('/withdrawals', { limit });
  return html`<${PagedList} pages=${pages} rows=${2} row=${withdrawalRow}
    empty=${{ icon: 'arrow-up-right', text: t('ton-out-none'), action: t('ton-withdraw'), press: () => go('/withdraw') }} />`;
}
