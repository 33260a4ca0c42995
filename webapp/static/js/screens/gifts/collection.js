// One collection: its floors, how much stands behind them, their line over time, and its traits.
import './ready.js';
import { loose, money, number } from '../../format.js';
import { follow } from '../../live.js';
import { go, usePlace } from '../../router.js';
import { named } from '../../session.js';
import { Head, useBar } from '../../ui/bars.js';
import { useLoad } from '../../ui/load.js';
import { Button, Chips, Empty, Icon, Row, SkeletonRows, drawn } from '../../ui/parts.js';
import { html, useEffect, useRef, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { AlertSheet } from './alert.js';
import { Depth } from './depth.js';
import { Floors } from './floors.js';
import { Art, rarity } from './lot.js';
import { pathOf } from './query.js';
import { read, useTick, useWorth } from './shelf.js';
import { Trouble } from './trouble.js';

const FEW = 8;
const TRAITS = ['model', 'backdrop', 'symbol'];

function useCollection(key) {
  const load = useLoad(`gifts/collection/${key}`, () => read(`/gifts/collections/${key}`));
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => follow(`collection:${key}`, (frame) => {
    const before = latest.current.data;
    if (before) latest.current.set({ ...before, listings: frame.total ?? before.listings, floor: frame.floor === undefined ? before.floor : frame.floor });
  }), [key, load.status]);
  return load;
}

const shown = (value, worth) => (value ? html`${drawn(loose(money(value)))}<span class="row-note">${worth(value)}</span>` : t('gifts-unknown'));

function Face({ one, worth }) {
  const facts = [
    ['gifts-floor', shown(one.floor, worth)], ['gifts-robust', shown(one.robust, worth)], ['gifts-for-sale', number(String(one.listings))],
    ...(one.supply ? [['gifts-supply', number(String(one.supply))]] : []),
  ];
  return html`<div class="card collection-face"><${Art} path=${one.picture} size=${96} label=${t('gifts-art')} />
    <dl class="figures">${facts.map(([name, value]) => html`<div key=${name}><dt>${t(name)}</dt><dd class="num">${value}</dd></div>`)}</dl></div>`;
}

function Traits({ one }) {
  const [name, setName] = useState(TRAITS[0]);
  const [all, setAll] = useState(false);
  const values = one.traits[name];
  const rows = all ? values : values.slice(0, FEW);
  return html`<h2 class="section-title">${t('gifts-traits')}</h2>
    <div class="tools"><${Chips} label=${t('gifts-traits')} value=${name} choose=${(next) => { setName(next); setAll(false); }} options=${TRAITS.map((value) => ({ value, label: t(`gifts-by-${value}`) }))} /></div>
    <div class="card">${rows.map((value) => html`<${Row} key=${value.name} title=${value.name}
      note=${[rarity(value), t('gifts-lots', { n: value.listings, shown: number(String(value.listings)) })].filter(Boolean).join(' · ')}
      side=${value.floor ? money(value.floor) : ''} sideNote=${value.floor ? t('gifts-floor') : ''}
      press=${() => go(pathOf({ collection: [one.key], [name]: [value.name] }))} />`)}
      ${!values.length && html`<${Empty} icon="layers" text=${t('gifts-traits-none')} />`}
      ${values.length > rows.length && html`<button type="button" class="row row-all" onClick=${() => setAll(true)}>${t('gifts-facet-all', { n: values.length })}</button>`}</div>`;
}

function Body({ one, alarm }) {
  const worth = useWorth();
  useBar({ main: { text: t('gifts-show-n', { n: number(String(one.listings)) }), press: () => go(pathOf({ collection: [one.key] })) } });
  return html`<${Face} one=${one} worth=${worth} />
    <div class="tools"><${Button} kind="soft" press=${alarm}><${Icon} name="bell-plus" size=${18} /> ${t('gifts-alert-make')}<//></div>
    <h2 class="section-title">${t('gifts-floors')}</h2><${Floors} collection=${one.key} />
    <${Depth} collection=${one.key} />
    <${Traits} one=${one} />`;
}

export default function Collection() {
  const { rest: [key] } = usePlace();
  const load = useCollection(key);
  const [alarm, setAlarm] = useState(false);
  useTick();
  return html`<${Head} title=${load.data?.title || t('gifts-by-collection')} />
    ${load.status === 'loading' && html`<div class="card"><${SkeletonRows} rows=${6} /></div>`}
    <${Trouble} load=${load} safe=${t('gifts-safe')} />
    ${load.data && html`<${Body} key=${key} one=${load.data} alarm=${() => named(() => setAlarm(true))} />`}
    ${alarm && html`<${AlertSheet} about=${{ collection: key, title: load.data.title, floor: load.data.floor }} close=${() => setAlarm(false)} />`}`;
}
