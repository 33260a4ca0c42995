// One value out of many: language, time zone, currency.
import { api } from '../api.js';
import { config } from '../config.js';
import { currencyName, zoneName } from '../format.js';
import { back, usePlace } from '../router.js';
import { house, useStore } from '../store.js';
import { haptic } from '../telegram.js';
import { Head } from '../ui/bars.js';
import { forgetAll } from '../ui/load.js';
import { Empty, Icon } from '../ui/parts.js';
import { sayProblem } from '../ui/toast.js';
import { html, useState } from '../vendor.js';
import { language, speak, t } from '../words.js';

function zones() {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
  const names = [...new Set(['UTC', own, ...(Intl.supportedValuesOf?.('timeZone') || [])])];
  return names.map((name) => [name, zoneName(name)])
    .sort(([, one], [, other]) => one.localeCompare(other, language));
}

const CHOICES = {
  language: { field: 'language', of: () => language, options: () => config.languages.map(({ code, name }) => [code, name]) },
  zone: { field: 'time_zone', of: (me) => me.time_zone, search: true, options: zones },
  currency: {
    field: 'currency', of: (me) => me.currency, note: true,
    options: (me) => me.currencies.map((code) => [code, `${currencyName(code)} · ${code}`]),
  },
};

export default function Pick() {
  const { name } = usePlace();
  const me = useStore(house, (state) => state.me);
  const [typed, type] = useState('');
  const [saving, setSaving] = useState(null);
  const choice = CHOICES[name];
  if (!choice) return null;
  const current = saving || choice.of(me);
  const wanted = typed.trim().toLowerCase();
  // `new york` finds both the name that is shown and `America/New_York`.
  const fits = (words) => words.toLowerCase().replaceAll('_', ' ').includes(wanted);
  const options = choice.options(me).filter(([value, label]) => fits(value) || fits(label));

  async function choose(value) {
    if (value === choice.of(me)) { back(); return; }
    setSaving(value);
    haptic.select();
    try {
      const next = await api.patch('/me', { [choice.field]: value });
      if (name === 'language') await speak(value);
      forgetAll();
      house.set({ me: next, language: name === 'language' ? value : house.get().language });
      back();
    } catch (problem) {
      setSaving(null);
      sayProblem(problem);
    }
  }

  return html`<${Head} title=${t(name)} />
    ${choice.search && html`<label class="field"><span class="unseen">${t('search')}</span><span class="field-box">
      <input type="search" value=${typed} placeholder=${t('search')} onInput=${(event) => type(event.currentTarget.value)} />
      </span></label>`}
    ${choice.note && html`<p class="section-note">${t(`${name}-note`)}</p>`}
    <div class="card" role="radiogroup" aria-label=${t(name)}>${options.map(([value, label]) => html`
      <button type="button" role="radio" class="row" key=${value} aria-checked=${value === current} disabled=${Boolean(saving)}
        onClick=${() => choose(value)}>
        <span class="row-main"><span class="row-title">${label}</span></span>${value === current && html`<span class="accent">
          <${Icon} name="check" size=${20} /></span>`}</button>`)}
      ${!options.length && html`<${Empty} icon="x" text=${t('search-none')} />`}</div>`;
}
