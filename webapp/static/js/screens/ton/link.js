// A wallet is linked: it signs that it is the person's.
import { api } from '../../api.js';
import { house } from '../../store.js';
import { proofOf } from '../../ton.js';

export const nonce = async () => (await api.post('/auth/nonce', {})).payload;

export const isLinked = (wallet) => house.get().me.wallets.includes(wallet.account.address);

// `wallet` has signed our nonce while it was connected.
export async function link(wallet) {
  const linked = await api.post('/me/wallets', proofOf(wallet));
  const { me } = house.get();
  house.set({ me: { ...me, wallets: [...new Set([...me.wallets, linked.address])] } });
}
