// What a gift may fetch, what that rests on, and how sure it is; or that too little is known.
import { ago, money, number } from '../../format.js';
import { go } from '../../router.js';
import { Icon, Row, Section } from '../../ui/parts.js';
import { Sheet } from '../../ui/sheet.js';
import { html, useState } from '../../vendor.js';
import { known, t } from '../../words.js';
import { giftName } from './lot.js';
import { marketName, useTitles } from './shelf.js';

const CERTAIN = 0.95;
const LIKELY = 0.7;
const PERHAPS = 0.4;

// A share of one in a word.
export function sureness(confidence) {
  if (confidence >= CERTAIN) return t('gifts-sure-certain');
  if (confidence >= LIKELY) return t('gifts-sure-likely');
  return confidence >= PERHAPS ? t('gifts-sure-perhaps') : t('gifts-sure-guess');
}

function Comparables({ fair, close }) {
  const titles = useTitles();
  return html`<${Sheet} title=${t('gifts-comparables')} close=${close}>
    <p class="sheet-note">${t('gifts-comparables-note', { level: known(`gifts-level-${fair.level}`, fair.level) })}</p>
    ${fair.comparables.map((one) => html`<${Row} key=${one.gift + one.market + one.at} icon=${one.at ? 'check' : 'tag'} title=${giftName(one.gift, titles)}
      note=${one.at ? t('gifts-comparable-sold', { market: marketName(one.market), time: ago(one.at) }) : t('gifts-comparable-asked', { market: marketName(one.market) })}
      side=${money(one.buyer_total)} press=${() => { close(); go(`/gift/${one.gift}`); }} />`)}<//>`;
}

export function FairValue({ fair, worth }) {
  const [open, setOpen] = useState(false);
  if (!fair) {
    return html`<${Section} title=${t('gifts-fair')}><div class="row"><span class="tile quiet"><${Icon} name="chart-line" size=${20} /></span>
      <span class="row-main"><span class="row-title">${t('gifts-fair-none')}</span><span class="row-note">${t('gifts-fair-none-note')}</span></span></div><//>`;
  }
  const bounds = { low: number(fair.low.amount), high: money(fair.high) };
  return html`<${Section} title=${t('gifts-fair')}>
    <${Row} icon="chart-line" title=${t('gifts-fair-range', bounds)} note=${t('gifts-fair-why', { n: fair.comparables.length, sure: sureness(fair.confidence) })}
      side=${money(fair)} sideNote=${worth(fair)} press=${() => setOpen(true)} /><//>
    ${open && html`<${Comparables} fair=${fair} close=${() => setOpen(false)} />`}`;
}
