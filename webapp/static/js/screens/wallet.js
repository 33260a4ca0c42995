// The wallet: what there is, top up, every top-up with its refund.
import { config } from '../config.js';
import { assetName, ago, money, number } from '../format.js';
import { go, back, usePlace } from '../router.js';
import { house, useStore } from '../store.js';
import { Head, useBar } from '../ui/bars.js';
import { PagedList } from '../ui/list.js';
import { usePages } from '../ui/load.js';
import { Row, Section, SkeletonRows } from '../ui/parts.js';
import { html } from '../vendor.js';
import { t } from '../words.js';
import { TopUpSheet } from './topup.js';

const ASSETS = ['XTR', 'TON', 'POINTS'];
const ICONS = { XTR: 'star', TON: 'gem', POINTS: 'sparkles' };
export const STATE_ICONS = {
  open: 'hourglass', paid: 'check', refunding: 'hourglass', refunded: 'undo-2', failed: 'x', expired: 'x', charged_back: 'undo-2',
};

function Balances() {
  const balances = useStore(house, (state) => state.balances);
  if (!balances) return html`<${Section} title=${t('wallet-balances')}><${SkeletonRows} rows=${1} /><//>`;
  const codes = [...ASSETS.filter((code) => balances[code]), ...Object.keys(balances).filter((code) => !ASSETS.includes(code))];
  return html`<${Section} title=${t('wallet-balances')} note=${t('wallet-balances-note')}>${codes.map((code) => {
    const { available, held } = balances[code];
    return html`<${Row} key=${code} icon=${ICONS[code] || 'coins'}
      title=${t(`wallet-asset-${ICONS[code] ? code.toLowerCase() : 'other'}`, { name: assetName(code) })}
      note=${held === '0' ? t('wallet-none-held') : t('wallet-held', { held: number(held) })}
      side=${money({ asset: code, amount: available })} sideNote=${t('available')} />`;
  })}<//>`;
}

function topupRow(topup) {
  return html`<${Row} key=${topup.id} icon=${STATE_ICONS[topup.stage]} tone=${topup.state === 'paid' ? '' : 'quiet'}
    title=${t(`topup-${topup.stage}`)}
    note=${ago(topup.refunded_at || topup.paid_at || topup.at)} side=${money(topup.value)} press=${() => go(`/receipt/${topup.id}`)} />`;
}

export default function Wallet() {
  const place = usePlace();
  const topups = usePages('/topups', { limit: 20 });
  const sheet = place.name === 'topup';
  useBar({ main: sheet ? null : { text: t('topup-stars'), press: () => go('/topup') } });
  return html`<${Head} title=${t('wallet')} />
    <${Balances} />
    ${config.ton && html`<${Section} title=${t('wallet-ton')}>
      <${Row} icon="arrow-down-left" title=${t('wallet-deposit')} note=${t('wallet-deposit-note')} press=${() => go('/deposit')} />
      <${Row} icon="arrow-up-right" title=${t('wallet-withdraw')} note=${t('wallet-withdraw-note')} press=${() => go('/withdraw')} />
      <${Row} icon="history" title=${t('wallet-transfers')} note=${t('wallet-transfers-note')} press=${() => go('/transfers')} />
      <${Row} icon="user-plus" title=${t('wallet-book')} note=${t('wallet-book-note')} press=${() => go('/book')} />
      <${Row} icon="wallet" title=${t('wallet-linked')} note=${t('wallet-linked-note')} press=${() => go('/wallets')} /><//>`}
    <${Section} label=${t('statement')}>
      <${Row} icon="scroll-text" title=${t('statement')} note=${t('statement-note')} press=${() => go('/statement')} /><//>
    <h2 class="section-title">${t('topups')}</h2>
    <${PagedList} pages=${topups} rows=${3} row=${topupRow}
      empty=${{ icon: 'star', text: t('topups-none'), action: t('topup-first'), press: () => go('/topup') }} />
    ${sheet && html`<${TopUpSheet} first=${place.rest[0]} close=${back} />`}`;
}
