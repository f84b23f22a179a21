import { join } from 'node:path';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { projectRoot } from '../../../platform/root.js';

type Violation = { id: string; help: string; nodes: { html: string; failureSummary: string }[] };

/** Where a page, or one within a page, is asked what it is like. */
type Shown = Pick<Page | Frame, 'evaluate'>;

/** Puts axe into every page that a device is shown from now on: as a script of the inspector, since a page's policy stops others. */
export const withAxe = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript({ path: join(projectRoot, 'node_modules/axe-core/axe.min.js') });

/**
 * What axe (see `withAxe`) finds wrong with the page shown, each with the element: empty when it finds nothing.
 * @param rules those to be tried, or not to be tried, by their ids; left out: all
 */
export async function violations(
  page: Shown,
  { only, without = [] }: { only?: readonly string[]; without?: readonly string[] } = {},
): Promise<string[]> {
  const rules = Object.fromEntries(without.map((id) => [id, { enabled: false }]));
  const options = JSON.stringify({ resultTypes: ['violations'], rules, ...(only ? { runOnly: only } : {}) });
  const found = (await page.evaluate(`axe.run(${options}).then(({ violations }) => violations)`)) as Violation[];
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html}: ${failureSummary}`),
  );
}

/**
 * Ways on from the page shown, as somebody finds them: its exits by name, `form` for one of its own, and where its links lead (`partner` for
 * another site, `link` for an address of the way itself). Not counted: what every page has, and what leads nowhere else.
 */
export async function waysOn(page: Shown): Promise<string[]> {
  return (await page.evaluate(`(() => {
    const named = { '/account': 'account', '/': 'account', '/portal': 'portal', '/docs': 'docs', '/help': 'help', '/casework': 'desk' };
    const exits = [...document.querySelectorAll('[data-exit]')].map((button) => button.dataset.exit);
    const back = [...document.querySelectorAll('a.surety-exits__link')].map(() => 'return');
    const forms = [...document.querySelectorAll('main form')].map(() => 'form');
    const links = [...document.querySelectorAll('main a[href]:not(.surety-exits__link), nav a.nhsuk-back-link, header nav a[href]:not([hreflang])')]
      .filter((link) => !link.getAttribute('href').startsWith('#'))
      .map((link) => new URL(link.href))
      .map(({ origin, pathname }) => origin !== location.origin ? 'partner'
        : named[pathname] ?? (pathname === '/authorize' ? 'sign in' : 'link'));
    return [...new Set([...exits, ...back, ...forms, ...links])].sort();
  })()`)) as string[];
}

/** Elements that stand out of the page at its present width, where the page would scroll sideways. */
export async function tooWide(page: Shown): Promise<string[]> {
  return (await page.evaluate(`(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .map((element) => element.outerHTML.slice(0, 120));
  })()`)) as string[];
}

/** Bytes that go over the line for the page shown, itself and all it loads, where a browser has nothing of it yet. */
export async function transferred(page: Page): Promise<number> {
  return (await page.evaluate(`performance.getEntriesByType('navigation')
    .concat(performance.getEntriesByType('resource'))
    .reduce((sum, { transferSize, encodedBodySize }) => sum + Math.max(transferSize, encodedBodySize + 300), 0)`)) as number;
}

/** What is not as strict as it should be in a page's headers. @param camera whether the page has a camera */
export function laxHeaders(headers: Record<string, string>, camera: boolean): string[] {
  const policy = new Map(
    (headers['content-security-policy'] ?? '').split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources] as const;
    }),
  );
  const own = /^('self'|'none'|'nonce-[\w-]+')$/;
  const allowed = (name: string, source: string) =>
    own.test(source) ||
    (name === 'form-action' && /^http:\/\/localhost:\d+$/.test(source)) ||
    (camera && ['blob:', 'data:', "'wasm-unsafe-eval'"].includes(source));
  const lax = [...policy].flatMap(([name, sources]) =>
    sources.filter((source) => !allowed(name, source)).map((source) => `${name} ${source}`),
  );
  const wanted = { 'default-src': "'none'", 'base-uri': "'none'", 'frame-ancestors': "'none'" };
  const missing = Object.entries(wanted).filter(([name, source]) => policy.get(name)?.[0] !== source);
  const others = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store', 'x-frame-options': 'DENY' };
  const unset = Object.entries(others).filter(([name, value]) => headers[name] !== value);
  return [...lax, ...missing.map(([name]) => name), ...unset.map(([name]) => name)];
}

/** Watches a device: addresses asked of hosts that are none of ours, and what its console says is wrong. */
export function watch(context: BrowserContext, ours: readonly string[]): { strangers: string[]; complaints: string[] } {
  const strangers: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && !ours.includes(url.origin)) strangers.push(url.href);
  });
  context.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  return { strangers, complaints };
}
