// Top up with Stars: a preset or an own amount, then Telegram's own payment sheet.
import { act, underWay } from '../acts.js';
import { config } from '../config.js';
import { money, number } from '../format.js';
import { replace } from '../router.js';
import { useStore } from '../store.js';
import { openInvoice } from '../telegram.js';
import { Star, drawn } from '../ui/parts.js';
import { Sheet } from '../ui/sheet.js';
import { say, sayProblem } from '../ui/toast.js';
import { html, useState } from '../vendor.js';
import { t } from '../words.js';

const { presets = ['15', '50', '100', '500', '1000'], topup: bounds = { least: '15', most: '1000000' } } = config;
const USUAL = '50';
const AT_FIRST = 8;
const stars = (amount) => money({ asset: 'XTR', amount });

// What is wrong with a typed amount, as a text key; null when nothing is.
export function fault(text) {
  if (!/^[0-9]+$/.test(text)) return 'topup-digits';
  if (BigInt(text) < BigInt(bounds.least)) return 'topup-least';
  if (BigInt(text) > BigInt(bounds.most)) return 'topup-most';
  return null;
}

// Shows the invoice and leads on to the receipt, which waits for the payment itself.
export async function pay(topup) {
  const status = await openInvoice(topup.link);
  if (status === 'cancelled') {
    say(t('topup-left'));
    return;
  }
  if (status === 'failed') sayProblem(t('topup-refused'));
  replace(`/receipt/${topup.id}${status === 'paid' || status === 'pending' ? '/wait' : ''}`);
}

function Amount({ value, set, problem }) {
  return html`<label class="field"><span class="field-name">${t('topup-own')}</span>
    <span class="field-box">
      <input class="num" inputmode="numeric" autocomplete="off" maxlength="7" value=${value} placeholder=${bounds.least}
      aria-invalid=${Boolean(problem)} aria-describedby="amount-note"
        onInput=${(event) => set(event.currentTarget.value.trim())} /><${Star} /></span>
    <span id="amount-note" class=${problem ? 'field-note bad' : 'field-note'}>
      ${t(problem || 'topup-range', { least: number(bounds.least), most: number(bounds.most) })}</span></label>`;
}

export function TopUpSheet({ first, close }) {
  const asked = first && !fault(first) ? first : null;
  const [chosen, choose] = useState(asked || (presets.includes(USUAL) ? USUAL : presets[0]));
  const [all, showAll] = useState(presets.indexOf(asked) >= AT_FIRST);
  const [own, setOwn] = useState(asked && !presets.includes(asked) ? asked : '');
  const [paying, setPaying] = useState(false);
  const sending = useStore(underWay, (state) => state.paths.includes('/topups'));
  const amount = own || chosen;
  const problem = own ? fault(own) : null;

  const label = problem ? t('topup-stars') : t('topup-pay', { amount: stars(amount) });

  async function start() {
    setPaying(true);
    try {
      await pay(await act('/topups', { value: { asset: 'XTR', amount: String(BigInt(amount)) } }));
    } catch (refusal) {
      sayProblem(refusal);
    } finally {
      setPaying(false);
    }
  }

  return html`<${Sheet} title=${t('topup-title')} close=${close} guard=${paying}
    main=${{ text: label, press: start, enabled: !problem, busy: paying || sending }}>
    <div class="presets" role="radiogroup"
      aria-label=${t('topup-presets')}>${(all ? presets : presets.slice(0, AT_FIRST)).map((preset) => html`
      <button type="button" role="radio" key=${preset}
        aria-checked=${!own && preset === chosen} class=${!own && preset === chosen ? 'preset on' : 'preset'}
        onClick=${() => { setOwn(''); choose(preset); }}><span class="num">${number(preset)}</span> <${Star} /></button>`)}
      ${!all && presets.length > AT_FIRST && html`<button type="button" class="preset more-presets"
        onClick=${() => showAll(true)}>${t('topup-more')}</button>`}</div>
    <${Amount} value=${own} set=${setOwn} problem=${problem} />
    <dl class="facts">
      <div><dt>${t('topup-get')}</dt><dd class="num">${problem ? '—' : drawn(stars(amount))}</dd></div>
      <div><dt>${t('fee')}</dt><dd>${t('fee-none')}</dd></div>
    </dl>
    <p class="sheet-note">${t('topup-next')}</p>
  <//>`;
}
