// Signing in by a wallet that was linked before.
import './ready.js';
import { api } from '../../api.js';
import { enterBy } from '../../session.js';
import { proofOf } from '../../ton.js';
import { sayProblem } from '../../ui/toast.js';
import { html } from '../../vendor.js';
import { t } from '../../words.js';
import { WalletSheet } from './pick.js';

// Asked without a token: this proof opens a session, it belongs to none.
const nonce = async () => (await api.post('/auth/nonce', {}, { open: true })).payload;

export default function SignInSheet({ close }) {
  return html`<${WalletSheet} title=${t('ton-signin-title')} note=${t('ton-signin-note')} nonce=${nonce} failed=${sayProblem} close=${close}
    done=${async (wallet) => { const proof = proofOf(wallet); close(); await enterBy({ kind: 'ton_proof', ...proof }); }} />`;
}
