/* The explorer of the sandbox's chain: one page, what it shows stands in its address. It reads
 * anew with every block. Language and theme are those of the desk, kept in this browser. */

import { render, useEffect, useState } from '../../vendor/htm-preact.module.js';
import { html, Icon, IconButton } from '../ui.js';
import { listen } from '../live.js';
import { refusal, t } from '../words.js';
import { read } from '../wallet/chain.js';
import { deskTheme, setDesk, state, subscribe } from '../store.js';
import { Account, Block, Home } from './views.js';
import { Transaction } from './transaction.js';

const BASE = '/ton/explorer';
const VIEWS = { home: Home, address: Account, tx: Transaction, block: Block };

/* {what, which} of the page's address; nothing after the base is the first page. */
function place() {
  const [what, which] = location.pathname.slice(BASE.length).split('/').filter(Boolean);
  return VIEWS[what] && which ? { what, which: decodeURIComponent(which) } : { what: 'home', which: '' };
}

const dataOf = ({ what, which }) => (what === 'home' ? 'home' : `${what}/${encodeURIComponent(which)}`);

function Explorer() {
  const [at, setAt] = useState(place());
  const [found, setFound] = useState({ at: null, data: null, trouble: null });
  const [block, setBlock] = useState(0);
  const [live, setLive] = useState(true);
  const [, draw] = useState(0);
  const words = t(state.desk.lang);
  useEffect(() => subscribe(() => draw((count) => count + 1)), []);
  useEffect(() => {
    addEventListener('popstate', () => setAt(place()));
    listen({
      onFrames: (frames) => { if (frames.some((one) => one.kind === 'chain' || one.kind === 'reset')) setBlock((count) => count + 1); },
      onState: (up) => { setLive(up); if (up) setBlock((count) => count + 1); },
    });
  }, []);
  useEffect(() => {
    let gone = false;
    read(dataOf(at)).then(
      (data) => { if (!gone) setFound({ at, data, trouble: null }); },
      (trouble) => { if (!gone) setFound({ at, data: null, trouble }); },
    );
    return () => { gone = true; };
  }, [at, block]);
  useEffect(() => {
    document.documentElement.lang = state.desk.lang;
    document.documentElement.dataset.theme = deskTheme();
    document.title = words('explorer.title');
  });
  const go = (path) => {
    history.pushState(null, '', path);
    setAt(place());
    scrollTo(0, 0);
  };
  const View = VIEWS[at.what];
  const ready = found.at === at && found.data;
  return html`<div onClick=${(event) => follow(event, go)}>
    <${Bar} words=${words} go=${go} />
    <main>
      ${!live && html`<p class="offline" role="status">${words('desk.offline')}</p>`}
      ${found.at === at && found.trouble && html`<${Trouble} trouble=${found.trouble} words=${words} />`}
      ${!ready && !(found.at === at && found.trouble) && html`<div class="card waiting" aria-busy="true"></div>`}
      ${ready && html`<${View} key=${dataOf(at)} data=${found.data} words=${words} lang=${state.desk.lang} />`}
    </main></div>`;
}

/* A link inside the explorer changes the page without loading it anew. */
function follow(event, go) {
  const link = event.target.closest('a');
  if (!link || event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || link.target) return;
  const path = new URL(link.href).pathname;
  if (path !== '/ton' && !path.startsWith(BASE)) return;
  event.preventDefault();
  go(path === '/ton' ? BASE : path);
}

/* The desk may have changed its own choices meanwhile: they are not to be undone from here. */
function choose(change) {
  Object.assign(state.desk, JSON.parse(localStorage.getItem('souk-sandbox.desk') || '{}'));
  setDesk(change);
}

function Bar({ words, go }) {
  const [text, setText] = useState('');
  const dark = deskTheme() === 'dark';
  const other = state.desk.lang === 'en' ? 'ru' : 'en';
  const search = (event) => {
    event.preventDefault();
    const told = text.trim();
    if (!told) return;
    setText('');
    const hash = /^(0x)?[0-9a-f]{64}$/i.test(told) || /^[\w+/-]{43}=?$/.test(told);
    const what = /^\d+$/.test(told) ? 'block' : hash ? 'tx' : 'address';
    go(`${BASE}/${what}/${encodeURIComponent(told)}`);
  };
  return html`<header class="top">
    <a class="brand" href="/ton"><img src="/static/wallet.svg" alt="" width="28" height="28" /><b>${words('explorer.title')}</b></a>
    <form class="search" role="search" onSubmit=${search}><${Icon} name="search" size=${18} />
      <input type="search" value=${text} aria-label=${words('explorer.search')} placeholder=${words('explorer.search')}
        onInput=${(event) => setText(event.currentTarget.value)} /></form>
    <span class="looks">
      <button type="button" class="icon-button text" lang=${other} aria-label=${words('desk.language')} title=${words('desk.language')}
        onClick=${() => choose({ lang: other })}>${other === 'ru' ? 'РУ' : 'EN'}</button>
      <${IconButton} name=${dark ? 'sun' : 'moon'} size=${20} label=${words(dark ? 'desk.light' : 'desk.dark')}
        onClick=${() => choose({ theme: dark ? 'light' : 'dark', themes: {} })} />
    </span></header>`;
}

function Trouble({ trouble, words }) {
  const absent = trouble.status === 404;
  return html`<div class="card absent" role="alert"><p>${absent ? words('explorer.absent') : refusal(state.desk.lang, trouble)}</p>
    <a class="button" href="/ton">${words('explorer.home')}</a></div>`;
}

render(html`<${Explorer} />`, document.getElementById('explorer'));
