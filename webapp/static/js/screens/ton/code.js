// A QR code, drawn dark on light whatever the theme, since readers expect it so.
import { html } from '../../vendor.js';

export function Code({ code, label }) {
  return html`<div class="code"><svg viewBox=${`0 0 ${code.size} ${code.size}`} role="img" aria-label=${label} shape-rendering="crispEdges">
    <path d=${code.path} /></svg></div>`;
}
