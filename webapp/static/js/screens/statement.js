// The statement: every movement, newest first, with filters and a CSV file.
import { api } from '../api.js';
import { clock, dayName, dayRange } from '../format.js';
import { go } from '../router.js';
import { haptic } from '../telegram.js';
import { Head } from '../ui/bars.js';
import { keepFile } from '../ui/files.js';
import { PagedList } from '../ui/list.js';
import { usePages } from '../ui/load.js';
import { Button, Chips, Icon } from '../ui/parts.js';
import { Sheet } from '../ui/sheet.js';
import { sayProblem } from '../ui/toast.js';
import { html, useState } from '../vendor.js';
import { t } from '../words.js';
import { MovementRow, kindName } from './movement.js';

const ASSETS = ['XTR', 'TON', 'POINTS'];
// The kinds that a movement can have today; the server knows them by these names.
export const KINDS = ['topup', 'stake', 'payout', 'daily', 'refund', 'adjust', 'chargeback', 'grant', 'deposit', 'withdrawal', 'withdrawal-fee'];
const NOTHING = { kind: '', from: '', to: '' };

function Filters({ value, set, close }) {
  const [draft, change] = useState(value);
  const turned = draft.from && draft.to && draft.from > draft.to;
  const edit = (key) => (event) => change({ ...draft, [key]: event.currentTarget.value });
  return html`<${Sheet} title=${t('filter')} close=${close}
    main=${{ text: t('filter-show'), press: () => { set(draft); close(); }, enabled: !turned }}
    second=${{ text: t('filter-clear'), press: () => { set(NOTHING); close(); } }}>
    <label class="field"><span class="field-name">${t('filter-kind')}</span><span class="field-box">
      <select value=${draft.kind} onChange=${edit('kind')}>
      <option value="">${t('filter-all')}</option>${KINDS.map((kind) => html`<option key=${kind}
        value=${kind}>${kindName(kind)}</option>`)}</select></span></label>
    <div class="field-pair">
      <label class="field"><span class="field-name">${t('filter-from')}</span><span class="field-box">
        <input type="date" value=${draft.from} max=${draft.to} onChange=${edit('from')} /></span></label>
      <label class="field"><span class="field-name">${t('filter-to')}</span><span class="field-box">
        <input type="date" value=${draft.to} min=${draft.from} onChange=${edit('to')} /></span></label>
    </div>
    ${turned && html`<p class="field-note bad" role="alert">${t('filter-turned')}</p>`}
  <//>`;
}

const choice = (code) => ({ value: code, label: t(`wallet-asset-${code.toLowerCase()}`) });

export default function Statement() {
  const [asset, setAsset] = useState('');
  const [filter, setFilter] = useState(NOTHING);
  const [open, setOpen] = useState(false);
  const [saving, setSaving] = useState(false);
  const query = { asset: asset || undefined, kind: filter.kind || undefined, ...dayRange(filter.from, filter.to) };
  const pages = usePages('/statement', query);
  const filtered = asset || filter.kind || filter.from || filter.to;

  async function save() {
    setSaving(true);
    try {
      await keepFile(await api.file('/statement', query, 'text/csv'), 'statement.csv');
      haptic.success();
    } catch (problem) {
      sayProblem(problem);
    } finally {
      setSaving(false);
    }
  }

  const clear = () => { setAsset(''); setFilter(NOTHING); };
  const empty = filtered
    ? { icon: 'scroll-text', text: t('statement-none-match'), action: t('filter-clear'), press: clear }
    : { icon: 'scroll-text', text: t('statement-none'), action: t('topup'), press: () => go('/topup') };
  return html`<${Head} title=${t('statement')} />
    <div class="tools"><${Chips} label=${t('filter-asset')} value=${asset} choose=${setAsset}
      options=${[{ value: '', label: t('filter-all') }, ...ASSETS.map(choice)]} /></div>
    <div class="tools"><${Button} kind=${filter === NOTHING ? 'soft' : 'soft on'}
      press=${() => setOpen(true)}>${t('filter')}<//>
      <${Button} kind="soft" busy=${saving} press=${save}><${Icon} name="download" size=${18} /> CSV<//></div>
    <${PagedList} pages=${pages} empty=${empty} groupOf=${(line) => dayName(line.at)}
      row=${(line) => html`<${MovementRow} line=${line} time=${clock} key=${line.id} />`} />
    ${open && html`<${Filters} value=${filter} set=${setFilter} close=${() => setOpen(false)} />`}`;
}
