import axe from 'axe-core';
import type { Page } from 'playwright-core';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe finds against WCAG 2.2 AA on the page as it stands, in a line each. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  // By the debugger's way, which the page's content policy does not concern.
  await page.evaluate(axe.source);
  const options = JSON.stringify({ runOnly: { type: 'tag', values: WCAG }, resultTypes: ['violations'] });
  const { violations } = await page.evaluate<{ violations: readonly Violation[] }>(`axe.run(document, ${options})`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
  );
}

/** What does not fit into the window's width: the page itself, or a part that can only be read by scrolling sideways. */
export const findSideways = (page: Page): Promise<readonly string[]> =>
  page.evaluate(`[document.documentElement, ...document.querySelectorAll('.scroll-x')]
    .filter((element) => element.scrollWidth > element.clientWidth + 1)
    .map((element) => 'scrolls sideways: ' + (element.ariaLabel ?? element.tagName))`);
