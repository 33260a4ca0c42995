// One limit: what it is about, over how long, of which asset, how much.
import './ready.js';
import { Chips } from '../../ui/parts.js';
import { Sheet } from '../../ui/sheet.js';
import { html, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { assetTitle, sumOf } from './game.js';
import { covers } from './join.js';

const KINDS = ['loss', 'stake', 'deposit'];
const PERIODS = ['day', 'week', 'month'];
const ASSETS = ['XTR', 'POINTS', 'TON'];

export function LimitSheet({ limit, items, save, busy, close }) {
  const [kind, setKind] = useState(limit.kind || KINDS[0]);
  const [period, setPeriod] = useState(limit.period || PERIODS[0]);
  const [asset, setAsset] = useState(limit.asset || ASSETS[0]);
  const [amount, setAmount] = useState(limit.amount || '');
  const was = items.find((one) => one.kind === kind && one.period === period && one.asset === asset);
  const form = asset === 'TON' ? /^(0|[1-9][0-9]{0,8})(\.[0-9]{0,8}[1-9])?$/ : /^[1-9][0-9]{0,8}$/;
  const fits = form.test(amount) && amount !== '0';
  const higher = fits && was && !covers(was.amount, amount);
  const put = (value, words) => save({ kind, period, asset, amount: value }, words);
  const choice = (name, value, choose, options) => html`<div class="choice"><p class="field-name">${name}</p>
    <${Chips} label=${name} value=${value} choose=${choose} options=${options} /></div>`;
  return html`<${Sheet} title=${t(was ? 'play-limit-change' : 'play-limit-new')} close=${close} guard=${busy}
    main=${{ text: t(higher ? 'play-limit-ask' : 'play-limit-act'), enabled: fits, busy, press: () => put(amount, t(higher ? 'play-limit-asked' : 'play-limit-set')) }}
    second=${was ? { text: t('play-limit-lift'), press: () => put(null, t('play-limit-asked')) } : { text: t('cancel'), press: close }}>
    ${choice(t('play-limit-what'), kind, setKind, KINDS.map((one) => ({ value: one, label: t(`play-limit-${one}`) })))}
    <p class="choice-note">${t(`play-limit-${kind}-what`)}</p>
    ${choice(t('play-limit-period'), period, setPeriod, PERIODS.map((one) => ({ value: one, label: t(`play-period-${one}`) })))}
    ${choice(t('play-asset'), asset, setAsset, ASSETS.map((one) => ({ value: one, label: assetTitle(one) })))}
    <label class="field"><span class="field-name">${t('play-limit-amount')}</span><span class="field-box">
      <input class="num" inputmode="decimal" autocomplete="off" maxlength="18" value=${amount} aria-invalid=${Boolean(amount) && !fits}
        onInput=${(event) => setAmount(event.currentTarget.value.trim())} /><span class="hint">${assetTitle(asset)}</span></span>
      <span class=${amount && !fits ? 'field-note bad' : 'field-note'}>${amount && !fits ? t('play-limit-form')
        : was ? t('play-limit-now', { amount: sumOf(asset, was.amount) }) : t('play-limit-new-note')}</span></label>
    <p class="sheet-note">${t(higher ? 'play-limit-up-note' : 'play-limit-down-note')}</p>
  <//>`;
}
