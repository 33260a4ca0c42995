// An area that has not opened yet: what it will be, and that it is not there.
import { usePlace } from '../router.js';
import { Head } from '../ui/bars.js';
import { Icon } from '../ui/parts.js';
import { html } from '../vendor.js';
import { t } from '../words.js';

const AREAS = {
  deals: ['ads', 'megaphone'], events: ['events', 'ticket'],
  trade: ['trading', 'chart-candlestick'],
};

export default function Area() {
  const { name } = usePlace();
  const [area, icon] = AREAS[name] || AREAS.deals;
  return html`<${Head} title=${t(`area-${area}`)} />
    <div class="welcome tall"><span class="tile big"><${Icon} name=${icon} size=${32} /></span>
      <p class="lead">${t(`area-${area}-what`)}</p><p class="hint">${t('opens-soon')}</p></div>`;
}
