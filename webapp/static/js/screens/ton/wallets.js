// Wallets that the person has proved to be theirs: a way to sign in, and known to the house.
import './ready.js';
import { api } from '../../api.js';
import { ago } from '../../format.js';
import { forget } from '../../ton.js';
import { Head, useBar } from '../../ui/bars.js';
import { useLoad } from '../../ui/load.js';
import { Empty, Fail, Icon, Section, SkeletonRows } from '../../ui/parts.js';
import { Confirm } from '../../ui/sheet.js';
import { sayDone, sayProblem } from '../../ui/toast.js';
import { html, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { Address } from './address.js';
import { link, nonce } from './link.js';
import { WalletSheet } from './pick.js';

function WalletRow({ wallet, unlink }) {
  return html`<div class="row"><span class="tile"><${Icon} name="wallet" size=${20} /></span>
    <span class="row-main"><span class="row-title"><${Address} text=${wallet.friendly} /></span>
      <span class="row-note">${t('ton-linked-at', { time: ago(wallet.proved_at) })}</span></span>
    <button type="button" class="row-act" onClick=${unlink}>${t('ton-unlink')}</button></div>`;
}

function useUnlink(read) {
  const [asked, ask] = useState(null);
  const [busy, setBusy] = useState(false);
  async function unlink() {
    setBusy(true);
    try {
      await api.remove(`/me/wallets/${encodeURIComponent(asked.address)}`);
      await forget().catch(() => {});
      sayDone(t('ton-unlinked'));
      read.again();
      ask(null);
    } catch (problem) {
      sayProblem(problem);
    } finally {
      setBusy(false);
    }
  }
  const sheet = asked && html`<${Confirm} title=${t('ton-unlink-title')} danger busy=${busy} close=${() => ask(null)}
    act=${{ text: t('ton-unlink'), press: unlink }}><p class="sheet-note first"><${Address} text=${asked.friendly} whole /></p>
    <p class="sheet-note">${t('ton-unlink-note')}</p><//>`;
  return { ask, sheet };
}

export default function Wallets() {
  const read = useLoad('wallets', () => api.get('/me/wallets'));
  const [linking, setLinking] = useState(false);
  const unlinking = useUnlink(read);
  const start = () => setLinking(true);
  useBar({ main: linking || !read.data?.items.length ? null : { text: t('ton-link'), press: start } });
  async function done(wallet) {
    await link(wallet);
    setLinking(false);
    sayDone(t('ton-linked'));
    read.again();
  }
  return html`<${Head} title=${t('ton-wallets')} />
    <${Section} label=${t('ton-wallets')} note=${t('ton-wallets-about')}>
      ${read.status === 'loading' && html`<${SkeletonRows} rows=${1} />`}
      ${read.status === 'error' && html`<${Fail} problem=${read.problem} again=${read.again} />`}
      ${read.data && !read.data.items.length && html`<${Empty} icon="wallet" text=${t('ton-wallets-none')} action=${t('ton-link')} press=${start} />`}
      ${read.data?.items.map((wallet) => html`<${WalletRow} key=${wallet.address} wallet=${wallet} unlink=${() => unlinking.ask(wallet)} />`)}
    <//>
    ${linking && html`<${WalletSheet} title=${t('ton-link-title')} note=${t('ton-link-note')} nonce=${nonce} done=${done}
      failed=${sayProblem} close=${() => setLinking(false)} />`}${unlinking.sheet}`;
}
