// One position: what it is asked for and would sell for, what was paid, where it lies.
import { api } from '../../api.js';
import { ago, money, movement } from '../../format.js';
import { go } from '../../router.js';
import { Row } from '../../ui/parts.js';
import { Sheet } from '../../ui/sheet.js';
import { sayDone, sayProblem } from '../../ui/toast.js';
import { html, useState } from '../../vendor.js';
import { t } from '../../words.js';

const MANUAL = 'manual';

function facts(one) {
  const basis = (name) => (name ? t(`gifts-basis-${name}`) : '');
  return [
    [t('gifts-ask'), one.value ? money(one.value) : t('gifts-unknown'), basis(one.ask_basis)],
    [t('gifts-sell-now'), one.sell_now ? money(one.sell_now) : t('gifts-unknown'), basis(one.sell_basis)],
    [t('gifts-cost'), one.cost ? money(one.cost) : t('gifts-cost-unknown'), ''],
    ...(one.unrealised ? [[t('gifts-unrealised'), movement(one.unrealised), '']] : []),
    ...(one.where?.price ? [[t('gifts-for-sale-at'), money(one.where.price), t('gifts-in-contract')]] : []),
  ];
}

export function PositionSheet({ one, name, again, close }) {
  const [busy, setBusy] = useState('');
  const remove = async (lot) => {
    setBusy(lot.id);
    try {
      await api.remove(`/gifts/portfolio/lots/${lot.id}`);
      sayDone(t('gifts-lot-removed'));
      close();
      again();
    } catch (problem) {
      sayProblem(problem);
      setBusy('');
    }
  };
  return html`<${Sheet} title=${name} close=${close}>
    <dl class="facts">${facts(one).map(([name, value, note]) => html`<div key=${name}><dt>${name}</dt><dd class="num">${value}${note && html`<span class="row-note">${note}</span>`}</dd></div>`)}</dl>
    <h3 class="field-name">${t('gifts-bought')}</h3>
    ${one.lots.map((lot) => html`<div class="row" key=${lot.id}><span class="row-main"><span class="row-title num">${lot.cost ? money(lot.cost) : t('gifts-cost-unknown')}</span>
        <span class="row-note num">${[lot.quantity > 1 && t('gifts-times', { n: lot.quantity }), ago(lot.acquired_at), t(`gifts-source-${lot.source}`)].filter(Boolean).join(' · ')}</span></span>
      ${lot.source === MANUAL && html`<button type="button" class="row-act" disabled=${busy === lot.id} onClick=${() => remove(lot)}>${t('gifts-lot-remove')}</button>`}</div>`)}
    ${one.subject.gift && html`<${Row} icon="gift" title=${t('gifts-open-gift')} press=${() => { close(); go(`/gift/${one.subject.gift}`); }} />`}
  <//>`;
}
