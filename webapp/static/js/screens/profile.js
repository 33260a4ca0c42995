// The profile: how Souk speaks to the person, what it keeps, how to leave.
import { api } from '../api.js';
import { config } from '../config.js';
import { currencyName, zoneName } from '../format.js';
import { go } from '../router.js';
import { house, useStore } from '../store.js';
import { signOut } from '../session.js';
import { inside } from '../telegram.js';
import { Head } from '../ui/bars.js';
import { keepFile } from '../ui/files.js';
import { Row, Section } from '../ui/parts.js';
import { Confirm } from '../ui/sheet.js';
import { sayDone, sayProblem } from '../ui/toast.js';
import { html, useState } from '../vendor.js';
import { language, t } from '../words.js';

function Card({ me }) {
  const letter = [...(me.name || me.username || '·')][0].toUpperCase();
  return html`<div class="person"><span class="avatar big" aria-hidden="true">${letter}</span>
    <div><p class="person-name">${me.name || t('nameless')}</p>
      <p class="hint">${me.username ? `@${me.username} · ` : ''}<span class="num">${me.id}</span></p></div></div>`;
}

function DeleteAccount({ close }) {
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  async function remove() {
    setBusy(true);
    try {
      await api.remove('/me');
      sayDone(t('delete-done'));
      close();
      signOut();
    } catch (problem) {
      sayProblem(problem);
      setBusy(false);
    }
  }
  return html`<${Confirm} title=${t('delete-title')} danger busy=${busy} close=${close}
    act=${{ text: t('delete-act'), press: remove, enabled: sure }}>
    <p class="sheet-note">${t('delete-what')}</p>
    <label class="row tick">
      <input type="checkbox" checked=${sure} onChange=${(event) => setSure(event.currentTarget.checked)} />
      <span class="row-main">${t('delete-sure')}</span></label>
  <//>`;
}

export default function Profile() {
  const me = useStore(house, (state) => state.me);
  const [leaving, leave] = useState(false);
  async function takeOut() {
    try {
      await keepFile(await api.file('/me/export'), 'souk-export.json');
      sayDone(t('export-done'));
    } catch (problem) {
      sayProblem(problem);
    }
  }
  const spoken = config.languages.find((one) => one.code === language)?.name;
  return html`<${Head} title=${t('profile')} /><${Card} me=${me} />
    <${Section} title=${t('profile-settings')}>
      <${Row} icon="languages" title=${t('language')} note=${spoken} press=${() => go('/language')} />
      <${Row} icon="clock" title=${t('zone')} note=${zoneName(me.time_zone)} press=${() => go('/zone')} />
      <${Row} icon="banknote" title=${t('currency')} note=${currencyName(me.currency)} press=${() => go('/currency')} />
      <${Row} icon="bell" title=${t('notices')} note=${t('notices-note')} press=${() => go('/notices')} />
    <//>
    <${Section} title=${t('profile-safety')}>
      <${Row} icon="monitor-smartphone" title=${t('sessions')} note=${t('sessions-note')} press=${() => go('/sessions')} />
      <${Row} icon="lock" title=${t('keys')} note=${t('keys-note')} press=${() => go('/keys')} />
      ${config.ton && html`<${Row} icon="wallet" title=${t('wallet-linked')} note=${t('wallet-linked-note')} press=${() => go('/wallets')} />`}
      <${Row} icon="file-text" title=${t('terms')} press=${() => go('/document/terms')} />
      <${Row} icon="lock" title=${t('privacy')} press=${() => go('/document/privacy')} />
    <//>
    <${Section} title=${t('profile-mine')}>
      <${Row} icon="inbox" title=${t('inbox')} press=${() => go('/inbox')} />
      <${Row} icon="download" title=${t('export')} note=${t('export-note')} press=${takeOut} more=${false} />
      <${Row} icon="trash-2" tone="warn" title=${t('delete')} note=${t('delete-note')} press=${() => leave(true)}
        more=${false} />
      ${!inside && html`<${Row} icon="log-out" title=${t('sign-out')} press=${signOut} more=${false} />`}
    <//>
    <p class="version">Souk ${config.version}</p>
    ${leaving && html`<${DeleteAccount} close=${() => leave(false)} />`}`;
}
