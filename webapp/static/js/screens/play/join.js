// Joining a lobby, and playing the same again: what is staked, what comes of it, then the yes.
import './ready.js';
import { go } from '../../router.js';
import { house, useStore } from '../../store.js';
import { Button, drawn } from '../../ui/parts.js';
import { Sheet } from '../../ui/sheet.js';
import { html } from '../../vendor.js';
import { t } from '../../words.js';
import { across, lobbyName, percent, rakeOf, sumOf } from './game.js';
import { useStake } from './stake.js';

export function StakeFacts({ stake, prize, rake, bps }) {
  const { asset } = stake;
  const rows = [
    [t('play-your-stake'), sumOf(asset, stake.amount)],
    [t('play-prize'), sumOf(asset, prize)],
    [t('play-rake', { percent: percent(bps) }), sumOf(asset, rake)],
  ];
  return html`<dl class="facts">${rows.map(([name, value]) => html`<div key=${name}><dt>${name}</dt>
    <dd class="num">${drawn(value)}</dd></div>`)}</dl>`;
}

// A decimal string that is not negative, compared exactly.
export function covers(available, amount) {
  const decimals = Math.max(...[available, amount].map((text) => (text.split('.')[1] || '').length));
  const [one, other] = [available, amount].map((text) => {
    const [whole, rest = ''] = text.split('.');
    return BigInt(whole + rest.padEnd(decimals, '0'));
  });
  return one >= other;
}

// What one has of the asset; a way to more where it is short.
export function Have({ asset, amount }) {
  const available = useStore(house, (state) => state.balances?.[asset]?.available ?? (state.balances ? '0' : null));
  if (available === null || covers(available, amount)) return null;
  return html`<div class="short" role="alert"><p class="field-note bad">${drawn(t('play-short', { have: sumOf(asset, available) }))}</p>
    ${asset === 'XTR' && html`<${Button} kind="soft" press=${() => go('/topup')}>${t('topup-stars')}<//>`}</div>`;
}

export function useCovers(asset, amount) {
  const balances = useStore(house, (state) => state.balances);
  return !balances || covers(balances[asset]?.available ?? '0', amount);
}

// `again`: a rematch of a match that is over.
export function JoinSheet({ lobby, again = false, close }) {
  const me = useStore(house, (state) => state.me);
  const other = across(lobby, me);
  const stake = useStake({
    path: `/lobbies/${lobby.id}/${again ? 'rematch' : 'join'}`, close,
    done: (made) => { close(); go(`/match/${made.id}`); },
  });
  const enough = useCovers(lobby.stake.asset, lobby.stake.amount);
  if (stake.gate) return stake.gate;
  return html`<${Sheet} title=${t(again ? 'play-rematch-title' : 'play-join-title', { name: other?.name || '' })} close=${close} guard=${stake.busy}
    main=${{ text: t('play-stake-act', { amount: sumOf(lobby.stake.asset, lobby.stake.amount) }), press: stake.send, busy: stake.busy, enabled: enough }}
    second=${{ text: t('cancel'), press: close }}>
    <p class="hint">${lobbyName(lobby)}</p>
    <${StakeFacts} stake=${lobby.stake} prize=${lobby.prize.amount} rake=${rakeOf(lobby)} bps=${lobby.rake_bps} />
    <${Have} asset=${lobby.stake.asset} amount=${lobby.stake.amount} />
    <p class="sheet-note">${t(again ? 'play-rematch-next' : 'play-join-next')}</p>
    <p class="sheet-note">${t('play-note')}</p>
  <//>`;
}
