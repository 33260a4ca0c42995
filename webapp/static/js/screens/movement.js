// One line of the statement, as home and statement show it.
import { ago, movement, number } from '../format.js';
import { go } from '../router.js';
import { Row } from '../ui/parts.js';
import { html } from '../vendor.js';
import { known, t } from '../words.js';

const ICONS = { refund: 'undo-2', adjust: 'receipt', chargeback: 'undo-2', grant: 'sparkles', daily: 'sparkles', stake: 'dices', payout: 'trophy' };
// Where the thing is shown for which money moved.
const PLACES = { topup: 'receipt', lobby: 'match', withdrawal: 'withdrawal' };

export function kindName(kind) {
  return known(`kind-${kind}`, kind.replaceAll(/[-_]/g, ' '));
}

export function MovementRow({ line, time }) {
  const out = line.amount.startsWith('-');
  const there = PLACES[line.ref?.kind];
  const icon = ICONS[line.kind] || (out ? 'arrow-up-right' : 'arrow-down-left');
  return html`<${Row} icon=${icon} tone=${out ? 'quiet' : ''} title=${kindName(line.kind)} note=${(time || ago)(line.at)}
    side=${movement(line)} sideNote=${t('balance-after', { amount: number(line.balance_after) })}
    press=${there ? () => go(`/${there}/${line.ref.id}`) : null} more=${false} />`;
}
