// A new match: game, rule, asset, stake, and who may join; odds and rake are stated before.
import './ready.js';
import { api } from '../../api.js';
import { number } from '../../format.js';
import { go } from '../../router.js';
import { useLoad } from '../../ui/load.js';
import { Chips, Fail, SkeletonRows, Star, drawn } from '../../ui/parts.js';
import { Sheet } from '../../ui/sheet.js';
import { html, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { assetTitle, gameName, ruleName, shares, sumOf } from './game.js';
import { Have, StakeFacts, useCovers } from './join.js';
import { useStake } from './stake.js';

const STEPS = ['10', '25', '50', '100'];
const MATCHES = ['any', 'open', 'private'];

// What is wrong with a typed stake, as a text key; null when nothing is.
export function fault(text, bounds) {
  if (!/^[0-9]+$/.test(text)) return 'play-stake-digits';
  if (BigInt(text) < BigInt(bounds.least)) return 'play-stake-least';
  if (BigInt(text) > BigInt(bounds.most)) return 'play-stake-most';
  return null;
}

function Choice({ name, options, value, choose }) {
  return html`<div class="choice"><p class="field-name">${name}</p>
    <${Chips} label=${name} options=${options} value=${value} choose=${choose} /></div>`;
}

function StakeField({ asset, bounds, chosen, choose, own, setOwn, problem }) {
  const note = t(problem || 'play-stake-range', { least: number(bounds.least), most: number(bounds.most) });
  return html`<p class="field-name">${t('play-stake')}</p>
    <div class="presets four" role="radiogroup" aria-label=${t('play-stake')}>${STEPS.map((step) => html`
      <button type="button" role="radio" key=${step} aria-checked=${!own && step === chosen}
        class=${!own && step === chosen ? 'preset on num' : 'preset num'}
        onClick=${() => { setOwn(''); choose(step); }}>${number(step)}</button>`)}</div>
    <label class="field"><span class="field-name">${t('play-stake-own')}</span><span class="field-box">
      <input class="num" inputmode="numeric" autocomplete="off" maxlength="7" value=${own} placeholder=${bounds.least}
        aria-invalid=${Boolean(problem)} aria-describedby="stake-note"
        onInput=${(event) => setOwn(event.currentTarget.value.trim())} />${asset === 'XTR' ? html`<${Star} />` : html`<span class="hint">${assetTitle(asset)}</span>`}</span>
      <span id="stake-note" class=${problem ? 'field-note bad' : 'field-note'}>${note}</span></label>`;
}

function Form({ games, close }) {
  const [code, setCode] = useState(games[0].game);
  const game = games.find((one) => one.game === code);
  const [rule, setRule] = useState('single');
  const [code2, setAsset] = useState(game.assets[0].asset);
  const bounds = game.assets.find((one) => one.asset === code2) || game.assets[0];
  const { asset } = bounds;
  const [chosen, choose] = useState(STEPS[0]);
  const [own, setOwn] = useState('');
  const [match, setMatch] = useState('any');
  const amount = own || chosen;
  const problem = fault(amount, bounds);
  const typed = problem ? chosen : String(BigInt(amount));
  const enough = useCovers(asset, typed);
  const stake = useStake({
    path: '/lobbies', close, body: { game: code, rule, stake: { asset, amount: typed }, match },
    done: (made) => { close(); go(`/match/${made.id}`); },
  });
  const pick = (next) => {
    setCode(next);
    if (!games.find((one) => one.game === next).rules.includes(rule)) setRule('single');
  };
  if (stake.gate) return stake.gate;
  const { prize, rake } = shares(typed, game.rake_bps, bounds.decimals);
  return html`<${Sheet} title=${t('play-new')} close=${close} guard=${stake.busy}
    main=${{ text: t('play-stake-act', { amount: sumOf(asset, typed) }), press: stake.send, busy: stake.busy, enabled: !problem && enough }}
    second=${{ text: t('cancel'), press: close }}>
    <${Choice} name=${t('play-game')} value=${code} choose=${pick} options=${games.map((one) => ({ value: one.game, label: gameName(one.game) }))} />
    <${Choice} name=${t('play-rule')} value=${rule} choose=${setRule} options=${game.rules.map((one) => ({ value: one, label: ruleName(one) }))} />
    <p class="choice-note">${t(`play-rule-${rule}-what`)}</p>
    ${game.assets.length > 1 && html`<${Choice} name=${t('play-asset')} value=${asset} choose=${setAsset}
      options=${game.assets.map((one) => ({ value: one.asset, label: assetTitle(one.asset) }))} />`}
    <${StakeField} ...${{ asset, bounds, chosen, choose, own, setOwn, problem }} />
    <${Choice} name=${t('play-match')} value=${match} choose=${setMatch} options=${MATCHES.map((one) => ({ value: one, label: t(`play-match-${one}`) }))} />
    <p class="choice-note">${t(`play-match-${match}-what`)}</p>
    <${StakeFacts} stake=${{ asset, amount: typed }} prize=${prize} rake=${rake} bps=${game.rake_bps} />
    <${Have} asset=${asset} amount=${typed} />
    <p class="sheet-note">${drawn(t('play-new-next'))}</p>
    <p class="sheet-note">${t('play-note')}</p>
  <//>`;
}

export function CreateSheet({ close }) {
  const read = useLoad('games', () => api.get('/games', undefined, { open: true }));
  if (read.data?.items.length && read.data.items[0].assets.length) return html`<${Form} games=${read.data.items} close=${close} />`;
  return html`<${Sheet} title=${t('play-new')} close=${close}>
    ${read.status === 'error' ? html`<${Fail} problem=${read.problem} again=${read.again} />`
      : read.data ? html`<p>${t('play-closed')}</p>` : html`<${SkeletonRows} rows=${4} />`}<//>`;
}
