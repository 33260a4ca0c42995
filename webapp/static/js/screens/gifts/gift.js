// One gift, wherever it is sold: its art and traits, every offer, what it may fetch, its history.
import './ready.js';
import { loose, money } from '../../format.js';
import { follow } from '../../live.js';
import { go, usePlace } from '../../router.js';
import { named } from '../../session.js';
import { share } from '../../telegram.js';
import { Head } from '../../ui/bars.js';
import { useLoad } from '../../ui/load.js';
import { Button, Empty, Icon, Row, Section, SkeletonRows } from '../../ui/parts.js';
import { say } from '../../ui/toast.js';
import { html, useEffect, useRef, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { AlertSheet } from './alert.js';
import { Events } from './events.js';
import { Art, giftTitle, marks, rarity } from './lot.js';
import { OfferRow, OfferSheet } from './offer.js';
import { pathOf } from './query.js';
import { freshness, marketName, read, useMarkets, useTick, useWorth } from './shelf.js';
import { useOneLot } from './sweep.js';
import { Trouble } from './trouble.js';
import { FairValue } from './value.js';

// The gift as it was read, put right by each frame of its feed, which always holds all that moves.
function useGift(key) {
  const load = useLoad(`gifts/gift/${key}`, () => read(`/gifts/${key}`));
  const latest = useRef(load);
  latest.current = load;
  const [events, setEvents] = useState([]);
  const [changed, setChanged] = useState(false);
  useEffect(() => {
    setEvents([]);
    return follow(`gift:${key}`, (frame, whole) => {
      const before = latest.current.data;
      if (!before) return;
      if (!whole) setChanged(true);
      setEvents(frame.events || []);
      latest.current.set({ ...before, ...frame, events: undefined });
    });
  }, [key, load.status]);
  return { ...load, events, changed };
}

const ROWS = ['model', 'backdrop', 'symbol'];

function Traits({ gift }) {
  const there = ROWS.filter((name) => gift[name]);
  if (!there.length) return null;
  return html`<${Section} title=${t('gifts-traits')}>${there.map((name) => html`<${Row} key=${name} title=${gift[name].name} note=${t(`gifts-by-${name}`)}
    side=${rarity(gift[name])} sideNote=${rarity(gift[name]) && t('gifts-of-them')} press=${() => go(pathOf({ collection: [gift.collection], [name]: [gift[name].name] }))} />`)}
    <${Row} title=${gift.title} note=${t('gifts-by-collection')} press=${() => go(`/collection/${gift.collection}`)} /><//>`;
}

function Offers({ gift, markets, worth, open }) {
  if (!gift.offers.length) return html`<${Section} title=${t('gifts-offers-of')}><${Empty} icon="tag" text=${t('gifts-offers-none')} /><//>`;
  return html`<${Section} title=${t('gifts-offers-of')} note=${t('gifts-offers-note')}>${gift.offers.map((lot) => html`<${OfferRow} key=${lot.id} lot=${lot}
    worth=${worth} markets=${markets} open=${() => open(lot.id)} />`)}<//>`;
}

async function pass(gift) {
  const title = giftTitle(gift.title, gift.number);
  if (await share(title, gift.page) === 'copied') say(t('gifts-link-copied'));
}

// What can be had at once goes before an auction's least bid, however low that is.
function Face({ gift, changed, markets, worth }) {
  const best = gift.offers.find((lot) => !marks(lot).length) || gift.offers[0];
  const { down, words } = best ? freshness(best.market, best.source, markets) : {};
  const noted = best ? [...marks(best), words && `${marketName(best.market)}: ${words}`].filter(Boolean).join(' · ') : '';
  return html`<div class="card gift-face"><${Art} path=${gift.picture} size=${240} label=${t('gifts-art')} />
    <p class="gift-name">${giftTitle(gift.title, gift.number)}</p>
    <div class=${down ? 'stale' : ''}><p class=${changed ? 'gift-price num flash' : 'gift-price num'} role="status" key=${best?.buyer_total.amount}>${best ? loose(money(best.buyer_total)) : t('gifts-not-sold')}</p>
      ${best && html`<p class="hint num">${worth(best.buyer_total)}</p>`}</div>
    ${noted && html`<p class="hint">${noted}</p>`}</div>`;
}

function Body({ load, alarm }) {
  const { data: gift, events, changed } = load;
  const { data: markets } = useMarkets();
  const worth = useWorth();
  const [offer, open] = useState(null);
  const buy = useOneLot(() => open(null));
  const lot = gift.offers.find((one) => one.id === offer);
  return html`<${Face} gift=${gift} changed=${changed} markets=${markets} worth=${worth} />
    <div class="tools"><${Button} kind="soft" press=${() => pass(gift)}><${Icon} name="share-2" size=${18} /> ${t('gifts-share')}<//>
      <${Button} kind="soft" press=${alarm}><${Icon} name="bell-plus" size=${18} /> ${t('gifts-alert-make')}<//></div>
    <${Offers} gift=${gift} markets=${markets} worth=${worth} open=${open} />
    <${FairValue} fair=${gift.fair_value} worth=${worth} />
    <${Traits} gift=${gift} />
    ${gift.address && html`<${Section} title=${t('gifts-onchain-true')}><div class="row"><span class="row-main"><span class="row-note address">${gift.address}</span></span></div><//>`}
    <${Events} gift=${gift.gift} newest=${events} />
    ${lot && html`<${OfferSheet} lot=${lot} markets=${markets} worth=${worth} busy=${buy.busy} add=${() => named(() => buy.add(lot))} close=${() => open(null)} />`}`;
}

export default function Gift() {
  const { rest: [key] } = usePlace();
  const load = useGift(key);
  const [alarm, setAlarm] = useState(false);
  useTick();
  const gift = load.data;
  return html`<${Head} title=${gift ? gift.model?.name || gift.title : t('gifts-gift')} />
    ${load.status === 'loading' && html`<div class="card gift-face"><span class="art bone big" /></div><div class="card"><${SkeletonRows} rows=${4} /></div>`}
    <${Trouble} load=${load} safe=${t('gifts-safe')} />
    ${gift && html`<${Body} key=${key} load=${load} alarm=${() => named(() => setAlarm(true))} />`}
    ${alarm && html`<${AlertSheet} about=${gift} close=${() => setAlarm(false)} />`}`;
}
