// A sheet over the screen: focus goes in and comes back, Escape and the back button close it.
import { askBeforeClosing } from '../telegram.js';
import { html, useEffect, useLayoutEffect, useRef } from '../vendor.js';
import { t } from '../words.js';
import { OwnButtons, useBar } from './bars.js';
import { Icon, drawn } from './parts.js';

const FOCUSABLE = 'button:not([disabled]), input:not([disabled]), select, textarea, a[href]';

function keepInside(event, panel) {
  const stops = [...panel.querySelectorAll(FOCUSABLE)];
  if (!stops.length) return;
  const at = stops.indexOf(document.activeElement);
  const next = event.shiftKey ? at - 1 : at + 1;
  if (at >= 0 && next >= 0 && next < stops.length) return;
  event.preventDefault();
  stops[event.shiftKey ? stops.length - 1 : 0].focus();
}

export function Sheet({ title, close, main, second, children, guard = false }) {
  const panel = useRef(null);
  useBar({ main, second, back: close, sheet: true });
  useLayoutEffect(() => {
    const before = document.activeElement;
    panel.current.focus({ preventScroll: true });
    document.documentElement.classList.add('has-sheet');
    return () => {
      document.documentElement.classList.remove('has-sheet');
      if (before?.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    if (!guard) return undefined;
    askBeforeClosing(true);
    return () => askBeforeClosing(false);
  }, [guard]);
  const keys = (event) => {
    if (event.key === 'Escape') close();
    if (event.key === 'Tab') keepInside(event, panel.current);
  };
  return html`<div class="sheet-layer" onKeyDown=${keys}>
    <div class="backdrop" onClick=${close} />
    <div class="sheet" role="dialog" aria-modal="true" aria-labelledby="sheet-title" tabindex="-1" ref=${panel}>
      <div class="sheet-head"><h2 id="sheet-title">${title}</h2>
        <button type="button" class="sheet-close" aria-label=${t('close')} onClick=${close}><${Icon} name="x" size=${20} />
          </button></div>
      ${children}
      <${OwnButtons} main=${main} second=${second} />
    </div></div>`;
}

// Asks before an act: what it does, its amount and fee, what happens next.
export function Confirm({ title, lines, act, close, busy, danger = false, children }) {
  return html`<${Sheet} title=${title} close=${close} guard=${busy}
    main=${{ text: act.text, press: act.press, busy, danger, enabled: act.enabled !== false }}
    second=${{ text: t('cancel'), press: close }}>
    ${lines && html`<dl class="facts">${lines.map(([name, value]) => html`<div key=${name}><dt>${name}</dt>
      <dd class="num">${drawn(value)}</dd></div>`)}</dl>`}
    ${children}
  <//>`;
}
