/* The wallet's side of TON Connect for one Mini App in its frame. What the frame asks for is shown
 * to the person, and done only when the person says yes. */

import { get, post } from '../api.js';
import { state } from '../store.js';
import { preview } from './chain.js';

const CODES = { unknown: 0, badRequest: 1, manifest: 3, unknownApp: 100, rejected: 300, unsupported: 400 };
const NETWORK = '-3';
/* How many messages one signature sends: wallets of version 5 have a list of any length. */
const mostOf = ({ version }) => (version === 'v5r1' ? 255 : 4);
const ITEMS = ['ton_addr', 'ton_proof'];

const fail = (code, message) => ({ error: { code: CODES[code], message } });

/* One call from the bridge: {req_id, method, params}; always answered, once. */
export async function walletCall(host, { req_id: id, method, params }) {
  const work = Object.hasOwn(methods, method) ? methods[method] : null;
  let answer;
  try {
    answer = work ? await work(host, params || {}) : fail('unsupported', `The wallet has no ${method}`);
  } catch (trouble) {
    answer = fail(trouble.status && trouble.status < 500 ? 'badRequest' : 'unknown', trouble.message);
  }
  host.send('souk_wallet_answer', { req_id: id, ...answer });
}

/* What was agreed with an app stays in this browser: by world, person and the app's place. */
const place = (host) => `souk-sandbox.tonconnect.${state.world.id}.${host.phone.person.id}.${host.origin}`;

const methods = {
  async connect(host, { manifest, items }) {
    const asked = (Array.isArray(items) ? items : []).filter((item) => item && ITEMS.includes(item.name));
    const address = asked.find((item) => item.name === 'ton_addr');
    if (!address) return fail('badRequest', 'ton_addr is not asked for');
    if (address.network && address.network !== NETWORK) return fail('badRequest', `This wallet is on network ${NETWORK}`);
    const domain = new URL(host.origin).host;
    if (domainOf(manifest.url) !== domain) return fail('manifest', `The manifest is of another place than ${domain}`);
    const proof = asked.find((item) => item.name === 'ton_proof');
    const chosen = await host.phone.wallet({ kind: 'connect', host, app: manifest, domain, proof: !!proof });
    if (!chosen) return fail('rejected', 'The person declined');
    localStorage.setItem(place(host), chosen);
    return answers(await get(`/wallets/${chosen}`), domain, proof);
  },
  async restore(host) {
    const wallet = await connected(host);
    if (!wallet) return fail('unknownApp', 'This app is not connected');
    return answers(wallet, new URL(host.origin).host, null);
  },
  async send(host, { method, params }) {
    if (method === 'disconnect') return methods.disconnect(host);
    const wallet = await connected(host);
    if (!wallet) return fail('unknownApp', 'This app is not connected');
    if (method !== 'sendTransaction') return fail('unsupported', `The wallet has no ${method}`);
    return sendTransaction(host, wallet, JSON.parse(params[0]));
  },
  disconnect(host) {
    localStorage.removeItem(place(host));
    return { result: {} };
  },
};

async function sendTransaction(host, wallet, request) {
  const messages = Array.isArray(request.messages) ? request.messages : [];
  const most = mostOf(wallet);
  if (!messages.length || messages.length > most) return fail('badRequest', `One to ${most} messages are sent at a time`);
  if (request.network && request.network !== NETWORK) return fail('badRequest', `This wallet is on network ${NETWORK}`);
  const shown = await preview(messages);
  const sent = await host.phone.wallet({ kind: 'transaction', host, wallet: wallet.address, shown, request, domain: new URL(host.origin).host });
  return sent ? { result: sent.boc } : fail('rejected', 'The person declined');
}

async function answers(wallet, domain, proof) {
  const signed = await post(`/wallets/${wallet.address}/proof`, { domain, payload: proof ? String(proof.payload) : '' });
  const { address, walletStateInit, publicKey } = signed.account;
  const items = [{ name: 'ton_addr', address, network: NETWORK, publicKey, walletStateInit }];
  if (proof) items.push({ name: 'ton_proof', proof: signed.proof });
  return { result: { items, most: mostOf(wallet) } };
}

/* The wallet that this app knows, if the world still has it. */
function connected(host) {
  const address = localStorage.getItem(place(host));
  return address ? get(`/wallets/${address}`).catch(() => null) : Promise.resolve(null);
}

function domainOf(url) {
  try { return new URL(url).host; } catch { return ''; }
}
