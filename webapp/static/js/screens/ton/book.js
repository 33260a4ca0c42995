// The address book: names for addresses. One that is new waits before large amounts go there.
import './ready.js';
import { api } from '../../api.js';
import { now } from '../../config.js';
import { fullTime } from '../../format.js';
import { Head, useBar } from '../../ui/bars.js';
import { useLoad } from '../../ui/load.js';
import { Empty, Fail, Row, Section, SkeletonRows } from '../../ui/parts.js';
import { Sheet } from '../../ui/sheet.js';
import { sayDone, sayProblem } from '../../ui/toast.js';
import { html, useState } from '../../vendor.js';
import { t } from '../../words.js';
import { Address, short } from './address.js';

const LONGEST = 40;
const path = (contact) => `/addresses/${encodeURIComponent(contact.address)}`;

function ContactSheet({ contact, read, close }) {
  const [name, setName] = useState(contact.name || '');
  const [address, setAddress] = useState('');
  const [busy, setBusy] = useState(false);
  const known = Boolean(contact.address);
  async function carry(send, words) {
    setBusy(true);
    try {
      await send();
      sayDone(words);
      read.again();
      close();
    } catch (problem) {
      sayProblem(problem);
      setBusy(false);
    }
  }
  const save = () => (known ? carry(() => api.patch(path(contact), { name: name.trim() }), t('ton-contact-saved'))
    : carry(() => api.post('/addresses', { address, name: name.trim() }), t('ton-contact-saved')));
  const remove = { text: t('ton-contact-remove'), press: () => carry(() => api.remove(path(contact)), t('ton-contact-removed')) };
  return html`<${Sheet} title=${t(known ? 'ton-contact' : 'ton-contact-new')} close=${close} guard=${busy}
    main=${{ text: t('ton-contact-save'), press: save, busy, enabled: Boolean(name.trim()) && (known || Boolean(address)) }}
    second=${known ? remove : { text: t('cancel'), press: close }}>
    ${known ? html`<p class="sheet-note first"><${Address} text=${contact.friendly} whole /></p>`
      : html`<label class="field"><span class="field-name">${t('ton-address')}</span><span class="field-box">
        <input name="address" autocomplete="off" autocapitalize="off" spellcheck=${false} maxlength="100" value=${address} onInput=${(event) => setAddress(event.currentTarget.value.trim())} /></span></label>`}
    <label class="field"><span class="field-name">${t('ton-contact-name')}</span><span class="field-box">
      <input name="name" autocomplete="off" maxlength=${LONGEST} value=${name} onInput=${(event) => setName(event.currentTarget.value)} /></span></label>
    <p class="sheet-note">${t('ton-contact-note')}</p><//>`;
}

export default function Book() {
  const read = useLoad('addresses', () => api.get('/addresses'));
  const [open, setOpen] = useState(null);
  const add = () => setOpen({});
  useBar({ main: open || !read.data?.items.length ? null : { text: t('ton-contact-add'), press: add } });
  const note = (one) => (Date.parse(one.usable_at) > now() ? t('ton-contact-waits', { address: short(one.friendly), time: fullTime(one.usable_at) }) : short(one.friendly));
  return html`<${Head} title=${t('ton-book')} />
    <${Section} label=${t('ton-book')} note=${t('ton-book-about')}>
      ${read.status === 'loading' && html`<${SkeletonRows} rows=${2} />`}
      ${read.status === 'error' && html`<${Fail} problem=${read.problem} again=${read.again} />`}
      ${read.data && !read.data.items.length && html`<${Empty} icon="user-plus" text=${t('ton-book-none')} action=${t('ton-contact-add')} press=${add} />`}
      ${read.data?.items.map((one) => html`<${Row} key=${one.address} icon="wallet" title=${one.name || short(one.friendly)} note=${note(one)} press=${() => setOpen(one)} />`)}
    <//>
    ${open && html`<${ContactSheet} contact=${open} read=${read} close=${() => setOpen(null)} />`}`;
}
