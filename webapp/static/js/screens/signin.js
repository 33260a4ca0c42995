// Before sign-in: outside Telegram the Login Widget, inside it a launch that was refused.
import { config } from '../config.js';
import { go, place } from '../router.js';
import { leaving } from '../session.js';
import { house, useStore } from '../store.js';
import { inside } from '../telegram.js';
import { Icon, Button, problemText } from '../ui/parts.js';
import { sayProblem } from '../ui/toast.js';
import { html, useEffect, useRef, useState } from '../vendor.js';
import { mountWidget } from '../widget.js';
import { language, t } from '../words.js';

function Widget() {
  const spot = useRef(null);
  useEffect(() => {
    leaving();
    mountWidget(spot.current, { source: config.widget, bot: config.bot, language });
  }, []);
  return html`<div class="widget" ref=${spot} />`;
}

// Gifts are there for everybody: back to where one was, or to the search.
function lookAround() {
  if (!place.get().open) go('/gifts');
  house.set({ entering: false });
}

export function SignIn() {
  const problem = useStore(house, (state) => state.problem);
  const [WalletSheet, setSheet] = useState(null);
  // The way in with a wallet needs more than the page itself: it is read when it is wanted.
  const byWallet = () => import('./ton/signin.js').then((made) => setSheet(() => made.default), sayProblem);
  return html`<div class="welcome tall"><span class="tile big"><${Icon} name="house" size=${32} /></span><h1>Souk</h1>
    <p class="hint">${t(inside ? 'signin-again' : 'signin-lead')}</p>
    ${problem && html`<p class="bad" role="alert">${problemText(problem)}</p>`}
    ${inside ? html`<${Button} kind="main" press=${() => location.reload()}>${t('again')}<//>` : html`<${Widget} />
      ${config.ton && html`<${Button} kind="soft" press=${byWallet}>${t('signin-wallet')}<//>`}
      <a class="button soft" href=${config.open_link} rel="noopener">${t('open-telegram')}</a>
      <${Button} kind="soft" press=${lookAround}>${t('signin-look')}<//>`}</div>
    ${WalletSheet && html`<${WalletSheet} close=${() => setSheet(null)} />`}`;
}
