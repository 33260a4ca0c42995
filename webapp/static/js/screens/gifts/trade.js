// A purchase or a sale is written down by hand.
import { api } from '../../api.js';
import { dayKey, dayStart } from '../../format.js';
import { now } from '../../config.js';
import { Chips } from '../../ui/parts.js';
import { Sheet } from '../../ui/sheet.js';
import { sayDone, sayProblem } from '../../ui/toast.js';
import { html, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { assetOf, fits, shortest } from '../ton/amount.js';
import { useCollections } from './shelf.js';

const SIDES = ['bought', 'sold'];
const DIGITS = /^[0-9]{1,10}$/;

// Noon of that day, so that the day is the same wherever it is read; today is now.
function instant(day) {
  const noon = dayStart(day) + 12 * 3_600_000;
  return new Date(day === dayKey(now()) ? now() : noon).toISOString();
}

function wrong({ number, quantity, price }) {
  if (number && !DIGITS.test(number)) return 'number';
  if (!DIGITS.test(quantity) || Number(quantity) < 1) return 'quantity';
  return price && !fits(price, assetOf('TON')) ? 'price' : null;
}

export function TradeSheet({ again, close }) {
  const { data: collections } = useCollections();
  const [draft, change] = useState({ side: SIDES[0], collection: '', number: '', quantity: '1', price: '', day: dayKey(now()) });
  const [busy, setBusy] = useState(false);
  const bad = wrong(draft);
  const edit = (name, clean = (text) => text.trim()) => (event) => change({ ...draft, [name]: clean(event.currentTarget.value) });
  const subject = () => (draft.number ? { gift: `${draft.collection}-${Number(draft.number)}` } : { collection: draft.collection });
  async function save() {
    setBusy(true);
    try {
      const price = draft.price ? { asset: 'TON', amount: shortest(draft.price) } : null;
      await api.post('/gifts/portfolio/lots', { side: draft.side, ...subject(), quantity: draft.number ? 1 : Number(draft.quantity), price, at: instant(draft.day), note: '' });
      sayDone(t('gifts-trade-saved'));
      close();
      again();
    } catch (problem) {
      sayProblem(problem);
      setBusy(false);
    }
  }
  return html`<${Sheet} title=${t('gifts-trade-add')} close=${close} guard=${busy} main=${{ text: t('gifts-trade-act'), press: save, busy, enabled: Boolean(draft.collection) && !bad }}
    second=${{ text: t('cancel'), press: close }}>
    <div class="choice"><${Chips} label=${t('gifts-trade-side')} value=${draft.side} choose=${(side) => change({ ...draft, side })} options=${SIDES.map((value) => ({ value, label: t(`gifts-trade-${value}`) }))} /></div>
    <label class="field"><span class="field-name">${t('gifts-by-collection')}</span><span class="field-box"><select name="collection" value=${draft.collection} onChange=${edit('collection')}>
      <option value="">${t('gifts-choose')}</option>${(collections || []).map((one) => html`<option key=${one.key} value=${one.key}>${one.title}</option>`)}</select></span></label>
    <div class="field-pair"><label class="field"><span class="field-name">${t('gifts-trade-number')}</span><span class="field-box"><input name="number" class="num" inputmode="numeric" autocomplete="off" maxlength="10" value=${draft.number}
        aria-invalid=${bad === 'number'} onInput=${edit('number')} /></span><span class="field-note">${t('gifts-trade-number-note')}</span></label>
      <label class="field"><span class="field-name">${t('gifts-trade-quantity')}</span><span class="field-box"><input class="num" inputmode="numeric" autocomplete="off" maxlength="5" disabled=${Boolean(draft.number)}
        value=${draft.number ? '1' : draft.quantity} aria-invalid=${bad === 'quantity'} onInput=${edit('quantity')} /></span></label></div>
    <label class="field"><span class="field-name">${t(`gifts-trade-price-${draft.side}`)}</span><span class="field-box"><input name="price" class="num" inputmode="decimal" autocomplete="off" maxlength="20" value=${draft.price}
        aria-invalid=${bad === 'price'} onInput=${edit('price', (text) => text.trim().replace(',', '.'))} /><span class="hint">TON</span></span>
      <span class=${bad === 'price' ? 'field-note bad' : 'field-note'}>${t(bad === 'price' ? 'gifts-amount-form' : 'gifts-trade-price-note')}</span></label>
    <label class="field"><span class="field-name">${t('gifts-trade-day')}</span><span class="field-box"><input type="date" max=${dayKey(now())} value=${draft.day} onChange=${edit('day')} /></span></label>
  <//>`;
}
