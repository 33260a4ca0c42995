// Wallets of TON, by TON Connect. The library is read when a wallet is first needed; its list of
// wallets is our own, and it tells nobody about what is done here.
import { config, now } from './config.js';
import { hints } from './telegram.js';
import { bring } from './ui/style.js';

// Frames of one browser share its storage, so each person has a shelf of their own.
const shelf = `souk.ton.${hints.user?.id ?? 'browser'}.`;
const storage = {
  getItem: async (key) => localStorage.getItem(shelf + key),
  setItem: async (key, value) => localStorage.setItem(shelf + key, value),
  removeItem: async (key) => localStorage.removeItem(shelf + key),
};
const VALID_S = 300;

// The person said no in the wallet, or closed it.
export class Declined extends Error {}

let reading = null;
function library() {
  reading ||= bring('vendor/tonconnect-sdk.js', 'TonConnectSDK').then((sdk) => ({
    sdk,
    link: new sdk.TonConnect({
      manifestUrl: `${location.origin}/tonconnect-manifest.json`,
      walletsListSource: `${location.origin}/tonconnect-wallets.json`,
      analytics: { mode: 'off' },
      storage,
    }),
  }));
  reading.catch(() => { reading = null; });
  return reading;
}

export async function wallets() {
  const { link } = await library();
  const all = await link.getWallets();
  // A wallet that lives in this very page comes first.
  return all.filter((one) => one.injected || one.bridgeUrl).sort((one, other) => Boolean(other.injected) - Boolean(one.injected));
}

function explain({ sdk }, problem) {
  return problem instanceof sdk.UserRejectsError ? new Declined() : problem;
}

// Connects, and has the wallet sign `payload` when one is given. `show(link)` is called for a
// wallet that is reached by a link; `signal` gives up.
export async function connect(wallet, { payload, show, signal } = {}) {
  const made = await library();
  const { link } = made;
  if (link.connected) await link.disconnect();
  return new Promise((done, failed) => {
    const stop = link.onStatusChange(
      (known) => { if (known) { stop(); done(known); } },
      (problem) => { stop(); failed(explain(made, problem)); },
    );
    signal?.addEventListener('abort', () => { stop(); failed(new Declined()); });
    const source = wallet.injected ? { jsBridgeKey: wallet.jsBridgeKey }
      : { universalLink: wallet.universalLink, bridgeUrl: wallet.bridgeUrl };
    const address = link.connect(source, { request: payload ? { tonProof: payload } : undefined, signal });
    if (address) show?.(address);
  });
}

// What the server is shown: the account and its signature under our nonce.
export function proofOf(wallet) {
  const { address, chain, walletStateInit, publicKey } = wallet.account;
  const proof = wallet.connectItems?.tonProof?.proof;
  if (!proof) throw new Declined();
  return { account: { address, chain, walletStateInit, publicKey: publicKey || '' }, proof };
}

// The wallet that is connected from before, or null.
export async function connected() {
  const { link } = await library();
  if (!link.connected) await link.restoreConnection();
  return link.wallet;
}

export async function forget() {
  const { link } = await library();
  if (link.connected) await link.disconnect();
}

// Asks the connected wallet to sign and send. Messages are in nano; `until` in Unix seconds.
export async function send(messages, until) {
  const made = await library();
  const validUntil = until || Math.floor(now() / 1000) + VALID_S;
  try {
    return await made.link.sendTransaction({ validUntil, network: config.ton.network, messages });
  } catch (problem) {
    throw explain(made, problem);
  }
}
