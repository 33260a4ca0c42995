// The search box: free words, and the names that fit what was typed so far below it.
import { number } from '../../format.js';
import { haptic } from '../../telegram.js';
import { Icon } from '../../ui/parts.js';
import { html, useEffect, useRef, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { Art } from './lot.js';
import { set, toggled } from './query.js';
import { read } from './shelf.js';

const PAUSE_MS = 140;
const SETTLED_MS = 500;
const OFFERED = 6;
const KIND_ICONS = { model: 'gem', backdrop: 'layers', symbol: 'sparkles', market: 'store' };

function useOffers(text) {
  const [offers, setOffers] = useState([]);
  const latest = useRef(0);
  useEffect(() => {
    const mine = latest.current += 1;
    if (!text.trim()) { setOffers([]); return undefined; }
    const timer = setTimeout(() => {
      read('/gifts/suggest', { q: text, limit: OFFERED }).then(
        ({ items }) => { if (mine === latest.current) setOffers(items); },
        () => { if (mine === latest.current) setOffers([]); },
      );
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return offers;
}

function Offer({ offer, at, on, take }) {
  return html`<li role="option" id=${`offer-${at}`} aria-selected=${on} class=${on ? 'offer on' : 'offer'}
    onMouseDown=${(event) => { event.preventDefault(); take(offer); }}>
    ${offer.kind === 'collection' ? html`<${Art} path=${`/gifts/collections/${offer.value}/picture`} size=${32} />`
      : html`<span class="tile small"><${Icon} name=${KIND_ICONS[offer.kind]} size=${18} /></span>`}
    <span class="row-main"><span class="row-title">${offer.name}</span><span class="row-note">${t(`gifts-by-${offer.kind}`)}</span></span>
    <span class="num hint">${number(String(offer.count))}</span></li>`;
}

export function Box({ query, search }) {
  const [text, setText] = useState(query.q || '');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const offers = useOffers(open ? text : '');
  const input = useRef(null);
  const shown = open && offers.length > 0;
  // Another search was gone to: a chip taken away, a link, the way back.
  useEffect(() => { if (!open) setText(query.q || ''); }, [query.q]);
  useEffect(() => setAt(-1), [offers]);
  // What stands there for a moment is searched for, so that nothing jumps when the box is left.
  const said = text.trim();
  const differs = said !== (query.q || '');
  const commit = () => { if (differs) search(set(query, 'q', said)); };
  useEffect(() => {
    if (!open || !differs) return undefined;
    const timer = setTimeout(commit, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [open, said, query.q]);

  const leave = () => { setOpen(false); input.current?.blur(); };
  function take(offer) {
    haptic.select();
    setText('');
    leave();
    search(toggled(set(query, 'q'), offer.kind, offer.value));
  }
  function enter() {
    if (at >= 0 && offers[at]) take(offers[at]);
    else { leave(); commit(); }
  }
  function keys(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && shown) {
      event.preventDefault();
      // One place more than there are offers: what was typed itself.
      const places = offers.length + 1;
      setAt(((at + 1 + step + places) % places) - 1);
    }
    if (event.key === 'Enter') { event.preventDefault(); enter(); }
    if (event.key === 'Escape') leave();
  }
  return html`<div class="box" role="search">
    <div class="field-box"><${Icon} name="search" size=${20} />
      <input type="search" enterkeyhint="search" autocomplete="off" autocapitalize="off" spellcheck=${false} maxlength="200" ref=${input}
        role="combobox" aria-expanded=${shown} aria-controls="offers" aria-autocomplete="list" aria-activedescendant=${at >= 0 ? `offer-${at}` : null}
        aria-label=${t('gifts-search')} placeholder=${t('gifts-search-hint')} value=${text}
        onFocus=${() => setOpen(true)} onBlur=${() => { setOpen(false); commit(); }}
        onInput=${(event) => { setOpen(true); setText(event.currentTarget.value); }} onKeyDown=${keys} />
      ${text && html`<button type="button" class="box-clear" aria-label=${t('gifts-search-clear')}
        onMouseDown=${(event) => event.preventDefault()} onClick=${() => { setText(''); search(set(query, 'q')); }}><${Icon} name="x" size=${18} /></button>`}</div>
    ${shown && html`<ul class="offers" id="offers" role="listbox" aria-label=${t('gifts-offers')}>${offers.map((offer, place) => html`
      <${Offer} key=${offer.kind + offer.value} offer=${offer} at=${place} on=${place === at} take=${take} />`)}</ul>`}</div>`;
}
