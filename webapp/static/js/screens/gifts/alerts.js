// My alerts and saved searches: what each is about, silenced, changed or taken away.
import './ready.js';
import { api } from '../../api.js';
import { ago, money, number, permille } from '../../format.js';
import { go } from '../../router.js';
import { Head } from '../../ui/bars.js';
import { PagedList } from '../../ui/list.js';
import { useLoad, usePages } from '../../ui/load.js';
import { Button, Chips, Empty, Fail, Icon, Row, Section, SkeletonRows, Switch } from '../../ui/parts.js';
import { Sheet } from '../../ui/sheet.js';
import { sayDone, sayProblem } from '../../ui/toast.js';
import { html, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { giftName } from './lot.js';
import { searchName } from './named.js';
import { fromParams, pathOf } from './query.js';
import { marketName, useTitles } from './shelf.js';

const KIND_ICONS = { under: 'tag', value: 'chart-line', floor: 'chart-column', listed: 'plus', rarity: 'gem', wallet: 'wallet', back: 'undo-2' };

function limit(rule) {
  if (rule.share_bps !== null && rule.share_bps !== undefined) return permille(rule.share_bps / 10);
  if (rule.permille !== null && rule.permille !== undefined) return permille(rule.permille);
  const most = fromParams(rule.query).price_max;
  return rule.kind === 'under' && most ? `${number(most)} TON` : '';
}

function about(rule, titles) {
  if (rule.wallet) return `${rule.wallet.slice(0, 8)}…${rule.wallet.slice(-6)}`;
  const { price_max: most, ...query } = fromParams(rule.query);
  return searchName(rule.kind === 'under' ? query : { ...query, ...(most && { price_max: most }) }, titles);
}

function ruleRow(rule, titles, open) {
  const noted = [about(rule, titles), rule.muted && t('gifts-alert-muted')].filter(Boolean).join(' · ');
  return html`<${Row} key=${rule.id} icon=${rule.muted ? 'bell-off' : KIND_ICONS[rule.kind]} tone=${rule.muted ? 'quiet' : ''} title=${t(`gifts-alert-${rule.kind}`)}
    note=${noted} side=${limit(rule)} press=${() => open(rule)} />`;
}

// One change at a time; the list is read again after it.
function useChange(again, close) {
  const [busy, setBusy] = useState(false);
  const change = async (work, words) => {
    setBusy(true);
    try {
      await work();
      if (words) sayDone(words);
      again();
      if (close) close();
    } catch (problem) {
      sayProblem(problem);
    } finally {
      setBusy(false);
    }
  };
  return [busy, change];
}

function RuleSheet({ rule, again, close }) {
  const titles = useTitles();
  const [busy, change] = useChange(again, close);
  const path = `/gifts/alerts/${rule.id}`;
  const mute = () => change(() => api.patch(path, { muted: !rule.muted }));
  const remove = () => change(() => api.remove(path), t('gifts-alert-removed'));
  return html`<${Sheet} title=${t(`gifts-alert-${rule.kind}`)} close=${close} main=${{ text: t('gifts-alert-remove'), press: remove, busy, danger: true }} second=${{ text: t('close'), press: close }}>
    <p class="sheet-note first">${t(`gifts-alert-${rule.kind}-note`)}</p>
    <dl class="facts"><div><dt>${t('gifts-alert-scope')}</dt><dd>${about(rule, titles)}</dd></div>
      ${limit(rule) && html`<div><dt>${t('gifts-alert-limit')}</dt><dd class="num">${limit(rule)}</dd></div>`}
      <div><dt>${t('gifts-alert-since')}</dt><dd class="num">${ago(rule.created_at)}</dd></div></dl>
    <${Switch} title=${t('gifts-alert-on')} note=${t('gifts-alert-on-note')} on=${!rule.muted} disabled=${busy} set=${mute} />
    ${!rule.wallet && html`<${Row} icon="search" title=${t('gifts-alert-show')} press=${() => { close(); go(pathOf(fromParams(rule.query))); }} />`}<//>`;
}

function Rules() {
  const titles = useTitles();
  const load = useLoad('gifts/alerts', async () => (await api.get('/gifts/alerts')).items);
  const [opened, open] = useState(null);
  if (load.status === 'loading') return html`<div class="card"><${SkeletonRows} rows=${4} /></div>`;
  if (load.status === 'error') return html`<div class="card"><${Fail} problem=${load.problem} again=${load.again} safe=${t('gifts-safe')} /></div>`;
  return html`<div class="card">${load.data.length ? load.data.map((rule) => ruleRow(rule, titles, open))
    : html`<${Empty} icon="bell" text=${t('gifts-alerts-none')} action=${t('gifts-search')} press=${() => go('/gifts')} />`}</div>
    <p class="section-note">${t('gifts-alerts-note')}</p>
    ${opened && html`<${RuleSheet} rule=${opened} again=${load.again} close=${() => open(null)} />`}`;
}

function SavedRow({ one, again }) {
  const titles = useTitles();
  const [busy, change] = useChange(again);
  const path = `/gifts/searches/${one.id}`;
  const query = fromParams(one.query);
  return html`<div class="saved"><${Row} icon="bookmark" title=${one.name} note=${searchName(query, titles)} press=${() => go(pathOf(query))} />
    <div class="saved-acts"><${Button} kind=${one.notify ? 'soft on' : 'soft'} busy=${busy} label=${t(one.notify ? 'gifts-saved-quiet' : 'gifts-save-notify')} press=${() => change(() => api.patch(path, { notify: !one.notify }))}>
        <${Icon} name=${one.notify ? 'bell' : 'bell-off'} size=${18} /> ${t(one.notify ? 'gifts-saved-tells' : 'gifts-saved-silent')}<//>
      <${Button} kind="soft" busy=${busy} press=${() => change(() => api.remove(path), t('gifts-saved-removed'))}><${Icon} name="trash-2" size=${18} /> ${t('gifts-lot-remove')}<//></div></div>`;
}

function Saved() {
  const load = useLoad('gifts/searches', async () => (await api.get('/gifts/searches')).items);
  if (load.status === 'loading') return html`<div class="card"><${SkeletonRows} rows=${3} /></div>`;
  if (load.status === 'error') return html`<div class="card"><${Fail} problem=${load.problem} again=${load.again} safe=${t('gifts-safe')} /></div>`;
  return html`<div class="card">${load.data.length ? load.data.map((one) => html`<${SavedRow} key=${one.id} one=${one} again=${load.again} />`)
    : html`<${Empty} icon="bookmark" text=${t('gifts-saved-none')} action=${t('gifts-search')} press=${() => go('/gifts')} />`}</div>`;
}

// What alerts have found, newest first: told, or why not. What is about no gift is about what its
// alert is about.
function firedRow(one, titles, rules) {
  const rule = rules.find(({ id }) => id === one.alert);
  const [collection, more] = rule && !rule.wallet ? fromParams(rule.query).collection || [] : [];
  const path = one.gift ? `/gift/${one.gift}` : collection && !more ? `/collection/${collection}` : '/gifts';
  const noted = [one.gift ? giftName(one.gift, titles) : rule && about(rule, titles), one.market && marketName(one.market), ago(one.at)].filter(Boolean).join(' · ');
  const told = [t(`gifts-fired-${one.state}`), ...one.marks.map((mark) => t(`gifts-mark-${mark}`))].join(', ');
  return html`<button type="button" class="row" key=${one.id} onClick=${() => go(path)}><span class=${one.state === 'told' ? 'tile' : 'tile quiet'}><${Icon} name=${KIND_ICONS[one.kind]} size=${20} /></span>
    <span class="row-main"><span class="row-title">${t(`gifts-alert-${one.kind}`)}</span><span class="row-note num">${noted}</span><span class="row-note">${told}</span></span>
    ${one.buyer_total && html`<span class="row-side"><span class="num">${money(one.buyer_total)}</span></span>`}</button>`;
}

function Fired() {
  const titles = useTitles();
  const { data: rules } = useLoad('gifts/alerts', async () => (await api.get('/gifts/alerts')).items);
  const pages = usePages('/gifts/alerts/fired', { limit: 20 });
  return html`<${PagedList} pages=${pages} rows=${4} row=${(one) => firedRow(one, titles, rules || [])} empty=${{ icon: 'bell', text: t('gifts-fired-none') }} />`;
}

const TABS = { rules: Rules, saved: Saved, fired: Fired };

export default function Alerts() {
  const [tab, setTab] = useState('rules');
  return html`<${Head} title=${t('gifts-alerts')} />
    <${Section} label=${t('gifts-paper')}><${Row} icon="coins" title=${t('gifts-paper')} note=${t('gifts-paper-what')} press=${() => go('/arbitrage')} /><//>
    <div class="tools"><${Chips} label=${t('gifts-alerts')} value=${tab} choose=${setTab} options=${Object.keys(TABS).map((value) => ({ value, label: t(`gifts-tab-${value}`) }))} /></div>
    <${TABS[tab]} />`;
}
