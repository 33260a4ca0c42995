/* The wallet on a phone: what is in it, and the sheets that ask before anything is signed. */

import { useEffect, useState } from '../../vendor/htm-preact.module.js';
import { html, copyText, Icon } from '../ui.js';
import { get, post } from '../api.js';
import { state } from '../store.js';
import { grouped, refusal } from '../words.js';
import { Sheet } from '../phone/popups.js';
import { money, nameOf, nanoText, shortAddress, ton } from './amounts.js';
import { History } from './history.js';

const FIRST_TON = '100';
const MORE_TON = '10';

/* `ask` is what the sheet is for: {kind: 'home' | 'connect' | 'transaction', done, …}. */
export function WalletSheet({ phone, ask }) {
  const wallets = useWallets(phone);
  const { words } = phone;
  const titles = { home: 'wallet.title', connect: 'wallet.connect', transaction: 'wallet.confirm' };
  const title = words(titles[ask.kind]);
  const Body = { home: Home, connect: Connect, transaction: Transaction }[ask.kind];
  return html`<${Sheet} title=${title} onClose=${() => ask.done(null)} closeLabel=${words('close')} class="ton-wallet">
    <h2>${title}</h2>
    ${wallets.trouble && html`<p class="trouble" role="alert">${wallets.trouble}</p>`}
    ${!wallets.list && !wallets.trouble && html`<p class="skeleton wide"></p>`}
    ${wallets.list && !wallets.list.length && html`<${Open} phone=${phone} again=${wallets.again} />`}
    ${wallets.list && wallets.list.length > 0 && html`<${Body} phone=${phone} ask=${ask} wallets=${wallets.list} again=${wallets.again} />`}
  <//>`;
}

/* The person's wallets, read anew whenever a block was made. */
function useWallets(phone) {
  const [found, setFound] = useState({ list: null, trouble: '' });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let gone = false;
    get(`/people/${phone.who}`).then((person) => Promise.all(person.wallets.map((one) => get(`/wallets/${one}`)))).then(
      (list) => { if (!gone) setFound({ list, trouble: '' }); },
      (trouble) => { if (!gone) setFound({ list: null, trouble: refusal(phone.lang, trouble) }); },
    );
    return () => { gone = true; };
  }, [phone.who, state.block, round]);
  return { ...found, again: () => setRound(round + 1) };
}

/* Nothing to show or sign with yet: a wallet is made with test coins in it. */
function Open({ phone, again }) {
  const { words } = phone;
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const open = async () => {
    setBusy(true);
    try {
      await post('/wallets', { person: phone.who, balance: { asset: 'TON', amount: FIRST_TON } });
      again();
    } catch (refused) {
      setTrouble(refusal(phone.lang, refused));
      setBusy(false);
    }
  };
  return html`<p class="note">${words('wallet.none')}</p>
    ${trouble && html`<p class="trouble" role="alert">${trouble}</p>`}
    <button type="button" class="button big" disabled=${busy} onClick=${open}>${words('wallet.open', { amount: FIRST_TON })}</button>`;
}

function Home({ phone, wallets, again }) {
  const { words } = phone;
  const [shown, setShown] = useState(wallets[0].address);
  const wallet = wallets.find((one) => one.address === shown) || wallets[0];
  const faucet = () => phone.act(post(`/wallets/${wallet.address}/faucet`, { value: { asset: 'TON', amount: MORE_TON } })).then(again);
  const copy = async () => phone.toast(words((await copyText(wallet.friendly)) ? 'copied' : 'copied.not', { text: wallet.friendly }));
  return html`
    <${Choice} wallets=${wallets} value=${wallet.address} onChange=${setShown} label=${words('wallet.which')} />
    <${Balance} wallet=${wallet} words=${words} />
    <div class="buttons">
      <button type="button" class="button soft" onClick=${copy}><${Icon} name="copy" size=${18} />${words('wallet.copy')}</button>
      <button type="button" class="button soft" onClick=${faucet}><${Icon} name="plus" size=${18} />${words('wallet.faucet', { amount: MORE_TON })}</button>
    </div>
    <${History} phone=${phone} wallet=${wallet} />`;
}

/* The amount first; jettons under it, where there are any. */
function Balance({ wallet, words }) {
  const [coins, ...others] = wallet.balances;
  return html`<div class="held">
    <p class="held-most figure" aria-label=${words('wallet.balance')}>${grouped(coins.amount)}\u00a0TON</p>
    ${others.map((one) => html`<p class="figure" key=${one.asset}>${money(one, state.world.ton.jettons)}</p>`)}
    <a href=${`/ton/explorer/address/${wallet.friendly}`} target="_blank" rel="noopener">${shortAddress(wallet.friendly)}</a>
  </div>`;
}

function Choice({ wallets, value, onChange, label }) {
  if (wallets.length < 2) return null;
  return html`<label class="field"><span>${label}</span>
    <select value=${value} onChange=${(event) => onChange(event.currentTarget.value)}>
      ${wallets.map((one) => html`<option key=${one.address} value=${one.address}>${one.name} · ${one.version}</option>`)}
    </select></label>`;
}

/* TON Connect: an app asks to know the wallet, and often for a proof that it is the person's. */
function Connect({ phone, ask, wallets }) {
  const { words } = phone;
  const [chosen, setChosen] = useState(wallets[0].address);
  const wallet = wallets.find((one) => one.address === chosen) || wallets[0];
  return html`
    <p class="asker"><b>${ask.app.name}</b><small>${ask.domain}</small></p>
    <p>${words('wallet.connect.ask')}</p>
    <ul class="sees">
      <li><${Icon} name="check" size=${18} />${words('wallet.connect.address')}</li>
      ${ask.proof && html`<li><${Icon} name="check" size=${18} />${words('wallet.connect.proof')}</li>`}
      <li class="never"><${Icon} name="block" size=${18} />${words('wallet.connect.never')}</li>
    </ul>
    <${Choice} wallets=${wallets} value=${chosen} onChange=${setChosen} label=${words('wallet.which')} />
    <p class="note figure">${shortAddress(wallet.friendly)} · ${money(wallet.balances[0])}</p>
    <${Answers} words=${words} yes=${words('wallet.connect.yes')} onYes=${() => ask.done(wallet.address)} onNo=${() => ask.done(null)} />`;
}

/* TON Connect's sendTransaction: each message as the chain will take it. */
function Transaction({ phone, ask, wallets }) {
  const { words } = phone;
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState('');
  const wallet = wallets.find((one) => one.address === ask.wallet);
  const total = ask.shown.reduce((sum, one) => sum + BigInt(one.amount), 0n);
  const sign = async () => {
    setBusy(true);
    try {
      ask.done(await post(`/wallets/${ask.wallet}/transactions`, ask.request));
    } catch (refused) {
      setTrouble(refusal(phone.lang, refused));
      setBusy(false);
    }
  };
  return html`
    <p class="asker"><b class="figure">${ton(total)}</b><small>${ask.domain}</small></p>
    <ol class="orders">${ask.shown.map((one, at) => html`<${OrderRow} key=${at} one=${one} words=${words} />`)}</ol>
    ${wallet && html`<p class="note figure">${words('wallet.from', { name: wallet.name, amount: money(wallet.balances[0]) })}</p>`}
    <p class="note">${words('wallet.fee')}</p>
    ${trouble && html`<p class="trouble" role="alert">${trouble} ${words('wallet.safe')}</p>`}
    <${Answers} words=${words} busy=${busy} yes=${words('wallet.confirm.yes', { amount: `${grouped(nanoText(total))}\u00a0TON` })}
      onYes=${sign} onNo=${() => ask.done(null)} />`;
}

function OrderRow({ one, words }) {
  const what = one.comment !== null ? one.comment : one.op && words('wallet.data', { op: one.op });
  return html`<li><span><b>${nameOf(one.to)}</b>${one.to.name && html`<small>${shortAddress(one.to.text)}</small>`}
      ${what && html`<small class=${one.comment !== null ? 'comment' : ''}>${what}</small>`}
      ${one.deploys && html`<small>${words('wallet.deploys')}</small>`}</span>
    <b class="figure">${ton(one.amount)}</b></li>`;
}

function Answers({ words, yes, onYes, onNo, busy }) {
  return html`<button type="button" class=${`button big ${busy ? 'busy' : ''}`} disabled=${busy} onClick=${onYes}>${yes}</button>
    <button type="button" class="button plain" disabled=${busy} onClick=${onNo}>${words('wallet.reject')}</button>`;
}
