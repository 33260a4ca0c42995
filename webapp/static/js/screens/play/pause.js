// A break, and the self-exclusion that takes two steps to begin and that nobody ends early.
import './ready.js';
import { Chips } from '../../ui/parts.js';
import { Sheet } from '../../ui/sheet.js';
import { html, useState } from '../../vendor.js';
import { t } from '../../words.js';

const HOURS = [24, 168, 720, 1008];
const MONTHS = [6, 12, 60];

export function BreakSheet({ pause, busy, close }) {
  const [hours, choose] = useState(HOURS[0]);
  return html`<${Sheet} title=${t('play-break')} close=${close} guard=${busy}
    main=${{ text: t('play-break-act', { span: t(`play-break-${hours}`) }), busy, press: () => pause('/limits/break', { hours }, t('play-break-done')) }}
    second=${{ text: t('cancel'), press: close }}>
    <div class="choice"><${Chips} label=${t('play-break')} value=${hours} choose=${choose}
      options=${HOURS.map((one) => ({ value: one, label: t(`play-break-${one}`) }))} /></div>
    <p class="sheet-note">${t('play-break-what')}</p><//>`;
}

export function ExclusionSheet({ pause, busy, close }) {
  const [months, choose] = useState(MONTHS[0]);
  const [sure, go] = useState(false);
  const [agreed, agree] = useState(false);
  const text = t(`play-exclude-${months}`);
  if (!sure) {
    return html`<${Sheet} key="choose" title=${t('play-exclude')} close=${close} main=${{ text: t('play-exclude-next'), press: () => go(true) }}
      second=${{ text: t('cancel'), press: close }}>
      <div class="choice"><${Chips} label=${t('play-exclude')} value=${months} choose=${choose}
        options=${MONTHS.map((one) => ({ value: one, label: t(`play-exclude-${one}`) }))} /></div>
      <p class="sheet-note">${t('play-exclude-what')}</p><//>`;
  }
  return html`<${Sheet} key="sure" title=${t('play-exclude-sure', { span: text })} close=${close} guard=${busy}
    main=${{ text: t('play-exclude-act'), danger: true, busy, enabled: agreed, press: () => pause('/limits/exclusion', { months }, t('play-exclude-done')) }}
    second=${{ text: t('back'), press: () => go(false) }}>
    <p>${t('play-exclude-what')}</p>
    <label class="row tick"><input type="checkbox" checked=${agreed} onChange=${(event) => agree(event.currentTarget.checked)} />
      <span class="row-main">${t('play-exclude-agree')}</span></label><//>`;
}
