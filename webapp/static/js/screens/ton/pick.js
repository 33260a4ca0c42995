// A wallet is chosen, opened and connected; with a nonce it signs that it belongs to the person.
import './ready.js';
import { api } from '../../api.js';
import { inside, openTelegram } from '../../telegram.js';
import { Declined, connect, wallets } from '../../ton.js';
import { Fail, Row, SkeletonRows } from '../../ui/parts.js';
import { Sheet } from '../../ui/sheet.js';
import { html, useEffect, useRef, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { Code } from './code.js';

// Inside Telegram a link of its own opens without leaving; others go to the system.
function follow(link) {
  if (inside && link.startsWith('https://t.me/')) openTelegram(link);
  else window.open(link, '_blank', 'noopener');
}

function Elsewhere({ wallet, link }) {
  const [code, setCode] = useState(null);
  useEffect(() => { api.get('/qr', { text: link }).then(setCode, () => {}); }, [link]);
  return html`<p class="sheet-note">${t('ton-connect-elsewhere', { wallet: wallet.name })}</p>
    ${code && html`<${Code} code=${code} label=${t('ton-connect-code', { wallet: wallet.name })} />`}
    <button type="button" class="button soft wide" onClick=${() => follow(link)}>${t('ton-connect-open', { wallet: wallet.name })}</button>`;
}

function useWallets() {
  const [state, setState] = useState({ list: null, problem: null });
  const read = () => {
    setState({ list: null, problem: null });
    wallets().then((list) => setState({ list, problem: null }), (problem) => setState({ list: null, problem }));
  };
  useEffect(read, []);
  return { ...state, again: read };
}

// `nonce` gives the payload to sign, if any; `done(wallet)` gets the connected wallet.
export function WalletSheet({ title, note, nonce, done, failed, close }) {
  const { list, problem, again } = useWallets();
  const [chosen, choose] = useState(null);
  const [link, setLink] = useState(null);
  const leave = useRef(null);
  useEffect(() => () => leave.current?.abort(), []);

  async function take(wallet) {
    leave.current?.abort();
    const stop = leave.current = new AbortController();
    setLink(null);
    choose(wallet);
    try {
      const payload = nonce ? await nonce() : undefined;
      const known = await connect(wallet, { payload, show: setLink, signal: stop.signal });
      if (stop.signal.aborted) return;
      leave.current = null;
      await done(known);
    } catch (refusal) {
      if (stop.signal.aborted) return;
      choose(null);
      if (!(refusal instanceof Declined)) failed(refusal);
    }
  }

  return html`<${Sheet} title=${title} close=${close}>
    ${note && html`<p class="sheet-note first">${note}</p>`}
    ${problem && html`<${Fail} problem=${problem} again=${again} />`}
    ${!list && !problem && html`<${SkeletonRows} rows=${1} />`}
    ${list && !list.length && html`<p class="sheet-note">${t('ton-connect-none')}</p>`}
    ${list && !link && list.map((wallet) => html`<${Row} key=${wallet.appName} icon="wallet" title=${wallet.name}
      note=${t(chosen === wallet ? 'ton-connect-waits' : wallet.injected ? 'ton-connect-here' : 'ton-connect-there')}
      press=${() => take(wallet)} />`)}
    ${link && html`<${Elsewhere} wallet=${chosen} link=${link} />`}
  <//>`;
}
