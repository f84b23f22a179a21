/** A partner's page that does not load holds nobody up for longer, in milliseconds. */
const PATIENCE = 4_000;

/**
 * Goes on by the page's own link once the partners' frames in it have loaded, that is, ended their sessions. Who has no script presses the
 * link: a page that left by itself after so many seconds would leave under somebody's eyes (WCAG 2.2.1).
 */
export function goOnward(page: Document): void {
  const link = page.querySelector<HTMLAnchorElement>('a[data-onward]');
  if (!link) return;
  const loads = [...page.querySelectorAll('iframe')].map(
    (frame) => new Promise((loaded) => frame.addEventListener('load', loaded, { once: true })),
  );
  const enough = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  void Promise.race([Promise.all(loads), enough]).then(() => page.location.assign(link.href));
}
