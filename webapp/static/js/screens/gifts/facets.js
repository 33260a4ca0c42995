// The filter: every facet with its exact counts for what is chosen so far, ranges, patterns of
// numbers, and kinds of lots that are left out unless asked for.
import { number } from '../../format.js';
import { haptic } from '../../telegram.js';
import { useLoad } from '../../ui/load.js';
import { Fail, Section, Switch } from '../../ui/parts.js';
import { Sheet } from '../../ui/sheet.js';
import { html, useEffect, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { shortest } from '../ton/amount.js';
import { AMOUNT, DIGITS, FACETS, INCLUDES, NUMBER_KINDS, set, toggled, writeQuery } from './query.js';
import { marketName, read, useTitles } from './shelf.js';

const FEW = 6;
const MANY = 60;
const PAUSE_MS = 250;

// What is typed settles before it is asked for.
function useSettled(value) {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => settle(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [writeQuery(value)]);
  return settled;
}

function useCounts(draft) {
  const asked = useSettled(draft);
  const key = writeQuery(asked);
  const load = useLoad(`gifts/facets?${key}`, () => read('/gifts/listings', { ...asked, limit: 1, facets: FACETS.join(',') }));
  const [last, setLast] = useState(null);
  useEffect(() => { if (load.data) setLast(load.data); }, [load.data]);
  return { ...load, shown: load.data || last, stale: !load.data || key !== writeQuery(draft) };
}

export function Toggle({ on, press, children, label }) {
  return html`<button type="button" class=${on ? 'chip-choice on' : 'chip-choice'} aria-pressed=${on} aria-label=${label}
    onClick=${() => { haptic.select(); press(); }}>${children}</button>`;
}

function Facet({ name, values, draft, change, nameOf }) {
  const [all, setAll] = useState(false);
  const [typed, setTyped] = useState('');
  const chosen = draft[name] || [];
  // What is chosen stands first, even where nothing of it is left.
  const rest = values.filter((one) => !chosen.includes(one.value));
  const first = chosen.map((value) => values.find((one) => one.value === value) || { value, count: 0 });
  const fitting = rest.filter((one) => nameOf(one.value).toLowerCase().includes(typed.trim().toLowerCase()));
  const few = all ? fitting.slice(0, MANY) : fitting.slice(0, Math.max(0, FEW - first.length));
  if (!values.length && !chosen.length) return null;
  return html`<fieldset class="facet"><legend class="field-name">${t(`gifts-by-${name}`)}</legend>
    ${all && values.length > FEW * 2 && html`<div class="field-box narrow"><input type="search" autocomplete="off" value=${typed} placeholder=${t('gifts-facet-find')}
      aria-label=${t('gifts-facet-find')} onInput=${(event) => setTyped(event.currentTarget.value)} /></div>`}
    <div class="wrap">${[...first, ...few].map((one) => html`<${Toggle} key=${one.value} on=${chosen.includes(one.value)}
      press=${() => change(toggled(draft, name, one.value))}>${nameOf(one.value)} <span class="num count">${number(String(one.count))}</span><//>`)}
      ${rest.length > few.length && html`<button type="button" class="chip-choice more-choice" onClick=${() => { setAll(true); setTyped(''); }}
        hidden=${all}>${t('gifts-facet-all', { n: rest.length + first.length })}</button>`}</div></fieldset>`;
}

const wrongRange = (from, to) => Boolean(from && to && Number(from) > Number(to));

function Range({ name, draft, change, form, unit }) {
  const clean = (text) => text.trim().replace(',', '.');
  const field = (end) => {
    const at = `${name}_${end}`;
    const value = draft[at] || '';
    return html`<label class="field"><span class="field-name">${t(`gifts-${name}-${end}`)}</span><span class="field-box">
      <input class="num" inputmode=${unit ? 'decimal' : 'numeric'} autocomplete="off" maxlength="20" value=${value}
        aria-invalid=${Boolean(value) && !form.test(value)} onInput=${(event) => change(set(draft, at, clean(event.currentTarget.value)))} />
      ${unit && html`<span class="hint">${unit}</span>`}</span></label>`;
  };
  const turned = wrongRange(draft[`${name}_min`], draft[`${name}_max`]);
  return html`<div class="field-pair">${field('min')}${field('max')}</div>
    ${turned && html`<p class="field-note bad" role="alert">${t('gifts-range-turned')}</p>`}`;
}

export function usable(draft) {
  const fits = (name, form) => !draft[name] || form.test(draft[name]);
  return fits('number_min', DIGITS) && fits('number_max', DIGITS) && fits('price_min', AMOUNT) && fits('price_max', AMOUNT)
    && !wrongRange(draft.number_min, draft.number_max) && !wrongRange(draft.price_min, draft.price_max);
}

// As the server takes it: no zero at the end, no point alone.
const tidy = (draft) => ({ ...draft, ...(draft.price_min && { price_min: shortest(draft.price_min) }), ...(draft.price_max && { price_max: shortest(draft.price_max) }) });

function Numbers({ draft, change }) {
  return html`<fieldset class="facet"><legend class="field-name">${t('gifts-by-number_kind')}</legend>
      <div class="wrap">${NUMBER_KINDS.map((kind) => html`<${Toggle} key=${kind} on=${(draft.number_kind || []).includes(kind)}
        press=${() => change(toggled(draft, 'number_kind', kind))}>${t(`gifts-number-${kind}`)}<//>`)}</div></fieldset>
    <${Range} name="number" draft=${draft} change=${change} form=${DIGITS} />`;
}

function Where({ draft, change }) {
  return html`<fieldset class="facet"><legend class="field-name">${t('gifts-by-onchain')}</legend>
    <div class="wrap">${['true', 'false'].map((value) => html`<${Toggle} key=${value} on=${(draft.onchain || []).includes(value)}
      press=${() => change(toggled(draft, 'onchain', value))}>${t(`gifts-onchain-${value}`)}<//>`)}</div></fieldset>`;
}

function Includes({ draft, change }) {
  return html`<${Section} title=${t('gifts-include')}>${INCLUDES.map((kind) => html`<${Switch} key=${kind} title=${t(`gifts-include-${kind}`)}
    note=${t(`gifts-include-${kind}-note`)} on=${(draft.include || []).includes(kind)} set=${() => change(toggled(draft, 'include', kind))} />`)}<//>`;
}

export function FacetSheet({ query, show, close }) {
  const [draft, change] = useState(query);
  const ready = usable(draft);
  const counts = useCounts(ready ? tidy(draft) : query);
  const titles = useTitles();
  const nameOf = { collection: titles, market: marketName };
  const found = counts.shown;
  const text = found && !counts.stale && ready ? t('gifts-show-n', { n: number(String(found.total)) }) : t('gifts-show');
  const cleared = () => change({ ...(query.q && { q: query.q }), ...(query.sort && { sort: query.sort }) });
  return html`<${Sheet} title=${t('gifts-filter')} close=${close}
    main=${{ text, press: () => { close(); show(tidy(draft)); }, enabled: ready }}
    second=${{ text: t('gifts-filter-clear'), press: cleared }}>
    ${counts.status === 'error' && html`<${Fail} problem=${counts.problem} again=${counts.again} />`}
    <${Range} name="price" draft=${draft} change=${change} form=${AMOUNT} unit="TON" />
    <div class=${counts.stale ? 'facets waits' : 'facets'} aria-busy=${counts.stale}>${FACETS.map((name) => html`<${Facet} key=${name} name=${name}
      values=${found?.facets[name] || []} draft=${draft} change=${change} nameOf=${nameOf[name] || ((value) => value)} />`)}</div>
    <${Numbers} draft=${draft} change=${change} />
    <${Where} draft=${draft} change=${change} />
    <${Includes} draft=${draft} change=${change} />
  <//>`;
}
