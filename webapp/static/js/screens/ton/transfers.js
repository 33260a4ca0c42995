// Everything that came in and went out over the chain.
import './ready.js';
import { replace, usePlace } from '../../router.js';
import { Head } from '../../ui/bars.js';
import { Chips } from '../../ui/parts.js';
import { html } from '../../vendor.js';
import { t } from '../../words.js';
import { Payments, Withdrawals } from './payments.js';

export default function Transfers() {
  const { rest: [side = 'in'] } = usePlace();
  const options = [{ value: 'in', label: t('ton-payments-in') }, { value: 'out', label: t('ton-payments-out') }];
  return html`<${Head} title=${t('ton-transfers')} />
    <div class="tools"><${Chips} label=${t('ton-transfers')} value=${side} choose=${(one) => replace(`/transfers/${one}`)} options=${options} /></div>
    ${side === 'out' ? html`<${Withdrawals} />` : html`<${Payments} />`}`;
}
