// The receipt of a match: both sides' throws with links to the dice messages themselves, and the
// check that the verdict follows from them.
import './ready.js';
import { api } from '../../api.js';
import { fullTime } from '../../format.js';
import { go } from '../../router.js';
import { openTelegram, share } from '../../telegram.js';
import { useLoad } from '../../ui/load.js';
import { Fail, Icon, Row, Section, SkeletonRows, drawn } from '../../ui/parts.js';
import { Sheet } from '../../ui/sheet.js';
import { say, sayProblem } from '../../ui/toast.js';
import { html, useState } from '../../vendor.js';
import { known, t } from '../../words.js';
import { lobbyName, sumOf } from './game.js';

function ThrowRow({ receipt, player, thrown, name }) {
  const by = t(thrown.by === 'bot' ? 'play-throw-bot' : 'play-throw-player', { name, value: thrown.value });
  return html`<${Row} icon=${receipt.game === 'target' ? 'target' : 'dices'} title=${by}
    note=${t('play-throw-message', { id: thrown.message_id, time: fullTime(thrown.date) })}
    press=${() => openTelegram(thrown.link)} />`;
}

function Checks({ receipt, close }) {
  const read = useLoad(`verify/${receipt.lobby}`, () => api.post('/fairness/verify', receipt));
  const found = read.data;
  return html`<${Sheet} title=${t('play-verify')} close=${close} main=${{ text: t('done'), press: close }}>
    ${read.status === 'loading' && html`<${SkeletonRows} rows=${5} />`}
    ${read.status === 'error' && html`<${Fail} problem=${read.problem} again=${read.again} />`}
    ${found && html`<p class=${found.valid ? 'lead' : 'lead bad'} role="status">${t(found.valid ? 'play-valid' : 'play-invalid')}</p>
      <ul class="checks">${found.checks.map((check) => html`<li key=${check.name} class=${check.ok ? '' : 'bad'}>
        <${Icon} name=${check.ok ? 'circle-check' : 'circle-alert'} size=${20} />
        <span>${known(`play-check-${check.name}`, check.name)}</span>
        <span class="unseen">${t(check.ok ? 'play-check-ok' : 'play-check-bad')}</span></li>`)}</ul>
      <p class="sheet-note">${t('play-verify-note')}</p>`}
  <//>`;
}

async function shareReceipt(match, link) {
  const name = match.players.find((player) => player.person === match.winner)?.name;
  const what = lobbyName(match);
  const text = name ? t('play-receipt-text', { match: what, name, amount: sumOf(match.payout.asset, match.payout.amount) })
    : t('play-receipt-text-none', { match: what });
  if (await share(text, link) === 'copied') say(t('copied'));
}

export function ReceiptSection({ match, me, link }) {
  const read = useLoad(`receipt/${match.id}`, () => api.get(`/lobbies/${match.id}/receipt`));
  const [checking, check] = useState(false);
  const receipt = read.data;
  const nameOf = (person) => (person === me.id ? t('play-you') : match.players.find((one) => one.person === person)?.name || '');
  const shared = () => shareReceipt(match, link).catch(() => sayProblem(t('share-failed')));
  if (read.status === 'loading') return html`<${Section} title=${t('receipt')}><${SkeletonRows} rows=${3} /><//>`;
  if (read.status === 'error') return html`<${Section} title=${t('receipt')}><${Fail} problem=${read.problem} again=${read.again} /><//>`;
  // One's own first, as on the table.
  const sides = [...receipt.players].sort((one) => (one.person === me.id ? -1 : 1));
  const throws = sides.flatMap((player) => player.throws.map((thrown) => ({ player, thrown })));
  const facts = [
    receipt.rake && [t('play-rake-taken'), sumOf(receipt.rake.asset, receipt.rake.amount)],
    receipt.locked_at && [t('play-locked-at'), fullTime(receipt.locked_at)],
    receipt.settled_at && [t('play-settled-at'), fullTime(receipt.settled_at)],
    [t('play-terms-hash'), receipt.terms_hash, 'small'], [t('receipt-id'), receipt.lobby, 'small'],
  ].filter(Boolean);
  return html`<${Section} title=${t('play-throws')} note=${t('play-throws-note')}>
      ${throws.map(({ player, thrown }) => html`<${ThrowRow} key=${`${player.person}/${thrown.message_id}`} receipt=${receipt}
        player=${player} thrown=${thrown} name=${nameOf(player.person)} />`)}
      ${!throws.length && html`<p class="row row-note">${t('play-throws-none')}</p>`}<//>
    <h2 class="section-title">${t('receipt')}</h2>
    <div class="card"><dl class="facts">${facts.map(([name, value, size]) => html`<div key=${name}><dt>${name}</dt>
      <dd class=${`num ${size || ''}`}>${drawn(value)}</dd></div>`)}</dl></div>
    <${Section} label=${t('receipt-acts')}>
      <${Row} icon="shield-check" title=${t('play-verify')} note=${t('play-verify-row')} press=${() => check(true)} />
      <${Row} icon="share-2" title=${t('receipt-share')} press=${shared} />
      <${Row} icon="chart-column" title=${t('play-fairness')} note=${t('play-fairness-note')} press=${() => go('/fairness')} /><//>
    ${checking && html`<${Checks} receipt=${receipt} close=${() => check(false)} />`}`;
}
