// The history over all games: filters, and twelve months as a file.
import './ready.js';
import { api } from '../../api.js';
import { clock, dayName, dayRange, movement } from '../../format.js';
import { go } from '../../router.js';
import { haptic } from '../../telegram.js';
import { Head } from '../../ui/bars.js';
import { keepFile } from '../../ui/files.js';
import { PagedList } from '../../ui/list.js';
import { usePages } from '../../ui/load.js';
import { Button, Chips, Icon, Row } from '../../ui/parts.js';
import { Sheet } from '../../ui/sheet.js';
import { sayProblem } from '../../ui/toast.js';
import { html, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { assetTitle, gameIcon, gameName, sumOf } from './game.js';

const NOTHING = { asset: '', result: '', from: '', to: '' };
const ASSETS = ['XTR', 'POINTS', 'TON'];
const RESULTS = ['won', 'lost', 'split', 'void'];

function Picker({ name, value, options, set }) {
  return html`<label class="field"><span class="field-name">${name}</span><span class="field-box">
    <select value=${value} onChange=${(event) => set(event.currentTarget.value)}>
      <option value="">${t('filter-all')}</option>${options.map(([code, text]) => html`<option key=${code} value=${code}>${text}</option>`)}
    </select></span></label>`;
}

function Filters({ value, set, close }) {
  const [draft, change] = useState(value);
  const turned = draft.from && draft.to && draft.from > draft.to;
  const edit = (key) => (next) => change({ ...draft, [key]: next });
  const day = (key, name, bounds) => html`<label class="field"><span class="field-name">${name}</span><span class="field-box">
    <input type="date" value=${draft[key]} ...${bounds} onChange=${(event) => edit(key)(event.currentTarget.value)} /></span></label>`;
  return html`<${Sheet} title=${t('filter')} close=${close}
    main=${{ text: t('filter-show'), press: () => { set(draft); close(); }, enabled: !turned }}
    second=${{ text: t('filter-clear'), press: () => { set(NOTHING); close(); } }}>
    <${Picker} name=${t('play-asset')} value=${draft.asset} set=${edit('asset')} options=${ASSETS.map((code) => [code, assetTitle(code)])} />
    <${Picker} name=${t('play-result')} value=${draft.result} set=${edit('result')} options=${RESULTS.map((code) => [code, t(`play-result-${code}`)])} />
    <div class="field-pair">${day('from', t('filter-from'), { max: draft.to })}${day('to', t('filter-to'), { min: draft.from })}</div>
    ${turned && html`<p class="field-note bad" role="alert">${t('filter-turned')}</p>`}
  <//>`;
}

function playedRow(played) {
  const name = played.other_name || t('play-nobody');
  return html`<${Row} key=${played.id} icon=${gameIcon(played.game)} tone=${played.result === 'won' ? '' : 'quiet'}
    title=${t(`play-result-${played.result}`)} note=${t('play-played-row', { game: gameName(played.game), name, time: clock(played.at) })}
    side=${movement({ asset: played.staked.asset, amount: played.net })}
    sideNote=${t('play-staked-row', { amount: sumOf(played.staked.asset, played.staked.amount) })}
    press=${() => go(`/match/${played.lobby}`)} />`;
}

export default function Played() {
  const [game, setGame] = useState('');
  const [filter, setFilter] = useState(NOTHING);
  const [open, setOpen] = useState(false);
  const [saving, setSaving] = useState(false);
  const query = { game, asset: filter.asset, result: filter.result, ...dayRange(filter.from, filter.to) };
  const pages = usePages('/games/history', query);
  const filtered = game || Object.values(filter).some(Boolean);

  async function save() {
    setSaving(true);
    try {
      await keepFile(await api.file('/games/history', {}, 'text/csv'), 'games.csv');
      haptic.success();
    } catch (problem) {
      sayProblem(problem);
    } finally {
      setSaving(false);
    }
  }

  const clear = () => { setGame(''); setFilter(NOTHING); };
  const empty = filtered ? { icon: 'history', text: t('play-played-none-match'), action: t('filter-clear'), press: clear }
    : { icon: 'history', text: t('play-played-none'), action: t('play-new'), press: () => go('/play') };
  return html`<${Head} title=${t('play-played')} />
    <div class="tools"><${Chips} label=${t('play-game')} value=${game} choose=${setGame}
      options=${[{ value: '', label: t('filter-all') }, ...['dice', 'target'].map((code) => ({ value: code, label: gameName(code) }))]} /></div>
    <div class="tools"><${Button} kind=${filter === NOTHING ? 'soft' : 'soft on'} press=${() => setOpen(true)}>${t('filter')}<//>
      <${Button} kind="soft" busy=${saving} press=${save}><${Icon} name="download" size=${18} /> CSV<//></div>
    <div><${PagedList} pages=${pages} empty=${empty} groupOf=${(played) => dayName(played.at)} row=${playedRow} /></div>
    <p class="section-note">${t('play-csv-note')}</p>
    ${open && html`<${Filters} value=${filter} set=${setFilter} close=${() => setOpen(false)} />`}`;
}
