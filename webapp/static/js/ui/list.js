// A list by pages with its four faces. The next page is read when its end comes into view.
import { html, useEffect, useRef } from '../vendor.js';
import { t } from '../words.js';
import { Button, Empty, Fail, SkeletonRows } from './parts.js';

export function PagedList({ pages, empty, row, groupOf, rows = 6 }) {
  const foot = useRef(null);
  useEffect(() => {
    if (!foot.current || pages.end) return undefined;
    const watcher = new IntersectionObserver((seen) => {
      if (seen.some((one) => one.isIntersecting) && !pages.tailProblem) pages.more();
    }, { rootMargin: '300px' });
    watcher.observe(foot.current);
    return () => watcher.disconnect();
  });
  if (pages.status === 'loading') return html`<div class="card"><${SkeletonRows} rows=${rows} /></div>`;
  if (pages.status === 'error') return html`<div class="card"><${Fail} problem=${pages.problem} again=${pages.again} /></div>`;
  if (!pages.items.length) return html`<div class="card"><${Empty} ...${empty} /></div>`;
  return html`${groups(pages.items, groupOf).map(([title, items]) => html`
    <section class="section"
      key=${title}>${title && html`<h2 class="section-title">${title}</h2>`}<div class="card">${items.map(row)}</div>
      </section>`)}
    ${!pages.end && html`<div class="more" ref=${foot}>${pages.tailProblem
      ? html`<${Fail} problem=${pages.tailProblem} again=${pages.more} />`
      : html`<${Button} kind="soft" busy=${pages.busy} press=${pages.more}>${t('more')}<//>`}</div>`}`;
}

function groups(items, groupOf) {
  if (!groupOf) return [['', items]];
  const made = [];
  for (const item of items) {
    const name = groupOf(item);
    if (made.at(-1)?.[0] === name) made.at(-1)[1].push(item);
    else made.push([name, [item]]);
  }
  return made;
}
