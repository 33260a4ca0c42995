// A search is kept under a name; with a bell it tells of what comes into it.
import { act } from '../../acts.js';
import { Switch } from '../../ui/parts.js';
import { Sheet } from '../../ui/sheet.js';
import { sayDone, sayProblem } from '../../ui/toast.js';
import { html, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { searchName } from './named.js';
import { params } from './query.js';
import { useTitles } from './shelf.js';

const NAME_MOST = 60;

export function SaveSheet({ query, close }) {
  const titles = useTitles();
  const [name, setName] = useState(null);
  const [notify, setNotify] = useState(false);
  const [busy, setBusy] = useState(false);
  const shown = name ?? searchName(query, titles).slice(0, NAME_MOST);
  async function save() {
    setBusy(true);
    try {
      await act('/gifts/searches', { name: shown.trim(), query: params(query), notify });
      sayDone(t('gifts-saved'));
      close();
    } catch (problem) {
      sayProblem(problem);
      setBusy(false);
    }
  }
  return html`<${Sheet} title=${t('gifts-save')} close=${close} main=${{ text: t('gifts-save-act'), press: save, busy, enabled: Boolean(shown.trim()) }}
    second=${{ text: t('cancel'), press: close }}>
    <label class="field"><span class="field-name">${t('gifts-save-name')}</span><span class="field-box"><input autocomplete="off" maxlength=${NAME_MOST} value=${shown}
      onInput=${(event) => setName(event.currentTarget.value)} /></span></label>
    <${Switch} title=${t('gifts-save-notify')} note=${t('gifts-save-notify-note')} on=${notify} set=${setNotify} />
  <//>`;
}
