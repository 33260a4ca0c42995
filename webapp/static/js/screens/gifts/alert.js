// An alert is made: what one wants to hear of, and about which gifts.
import { act } from '../../acts.js';
import { go } from '../../router.js';
import { Chips } from '../../ui/parts.js';
import { Sheet } from '../../ui/sheet.js';
import { sayDone, sayProblem } from '../../ui/toast.js';
import { html, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { assetOf, fits, shortest } from '../ton/amount.js';
import { giftTitle } from './lot.js';
import { params } from './query.js';

const ADDRESS = /^[\w:+/=-]{48,80}$/;
// What each kind asks for besides its gifts, and whether what was typed will do.
const FIELDS = {
  under: { unit: 'TON', fits: (text) => fits(text, assetOf('TON')) },
  value: { unit: '%', fits: (text) => /^[1-9][0-9]?$/.test(text), first: '15' },
  floor: { unit: '%', fits: (text) => /^[1-9][0-9]{0,2}$/.test(text), first: '10' },
  rarity: { unit: '%', fits: (text) => /^[0-9]{1,2}(\.[0-9])?$/.test(text) && Number(text) > 0, first: '1' },
  wallet: { unit: '', fits: (text) => ADDRESS.test(text) },
};

// About which gifts: from the one in hand to its whole collection.
function scopes(about) {
  const collection = [about.collection];
  const made = [];
  if (about.number !== undefined) made.push({ value: 'gift', label: giftTitle(about.title, about.number), query: { collection, number_min: String(about.number), number_max: String(about.number) } });
  if (about.model && about.backdrop) made.push({ value: 'pair', label: t('gifts-scope-pair', { model: about.model.name, backdrop: about.backdrop.name }), query: { collection, model: [about.model.name], backdrop: [about.backdrop.name] } });
  if (about.model) made.push({ value: 'model', label: about.model.name, query: { collection, model: [about.model.name] } });
  return [...made, { value: 'collection', label: t('gifts-scope-collection', { title: about.title }), query: { collection } }];
}

const BY_SCOPE = { gift: ['under', 'value', 'listed'], pair: ['under', 'value', 'listed', 'back'], model: ['under', 'value', 'floor', 'listed', 'back'], collection: ['under', 'value', 'floor', 'listed', 'rarity', 'wallet'] };

function order(kind, query, text) {
  const made = { kind, query: params(kind === 'under' ? { ...query, price_max: shortest(text) } : query) };
  if (kind === 'value' || kind === 'floor') return { ...made, share_bps: Number(text) * 100 };
  if (kind === 'rarity') return { ...made, permille: Math.round(Number(text) * 10) };
  return kind === 'wallet' ? { ...made, query: {}, wallet: text } : made;
}

function Field({ kind, value, set }) {
  const field = FIELDS[kind];
  if (!field) return null;
  const wrong = value && !field.fits(value);
  const clean = (text) => (kind === 'wallet' ? text.trim() : text.trim().replace(',', '.'));
  return html`<label class="field"><span class="field-name">${t(`gifts-alert-${kind}-field`)}</span><span class="field-box">
      <input class="num" name=${kind} inputmode=${kind === 'wallet' ? 'text' : 'decimal'} autocomplete="off" maxlength="80" value=${value} aria-invalid=${Boolean(wrong)}
        onInput=${(event) => set(clean(event.currentTarget.value))} />${field.unit && html`<span class="hint">${field.unit}</span>`}</span>
    ${wrong && html`<span class="field-note bad">${t(`gifts-alert-${kind}-wrong`)}</span>`}</label>`;
}

export function AlertSheet({ about, close }) {
  const all = scopes(about);
  const [scope, setScope] = useState(all[0].value);
  const [kind, setKind] = useState('under');
  const [texts, setTexts] = useState({});
  const [busy, setBusy] = useState(false);
  const kinds = BY_SCOPE[scope];
  const chosen = kinds.includes(kind) ? kind : kinds[0];
  const text = texts[chosen] ?? FIELDS[chosen]?.first ?? '';
  const ready = !FIELDS[chosen] || FIELDS[chosen].fits(text);
  async function make() {
    setBusy(true);
    try {
      await act('/gifts/alerts', order(chosen, all.find((one) => one.value === scope).query, text));
      sayDone(t('gifts-alert-made'));
      close();
    } catch (problem) {
      sayProblem(problem);
      setBusy(false);
    }
  }
  return html`<${Sheet} title=${t('gifts-alert-new')} close=${close} guard=${busy}
    main=${{ text: t('gifts-alert-act'), press: make, busy, enabled: ready }} second=${{ text: t('cancel'), press: close }}>
    <p class="field-name">${t('gifts-alert-scope')}</p>
    <div class="choice"><${Chips} label=${t('gifts-alert-scope')} value=${scope} choose=${setScope} options=${all} /></div>
    <p class="field-name">${t('gifts-alert-kind')}</p>
    <div class="choice"><${Chips} label=${t('gifts-alert-kind')} value=${chosen} choose=${setKind} options=${kinds.map((value) => ({ value, label: t(`gifts-alert-${value}`) }))} /></div>
    <p class="choice-note">${t(`gifts-alert-${chosen}-note`)}</p>
    <${Field} kind=${chosen} value=${text} set=${(next) => setTexts({ ...texts, [chosen]: next })} />
    <p class="sheet-note">${t('gifts-alert-where')} <button type="button" class="inline-link" onClick=${() => { close(); go('/alerts'); }}>${t('gifts-alerts')}</button></p><//>`;
}
