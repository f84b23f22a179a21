const signedOut = 'signed-out';

/**
 * Where somebody signs out, their pages in other tabs of the browser leave the screen, too, for the page that asks them to sign in. Without
 * a script they stay until the next press, which leads there.
 */
export function leaveTogether(page: Document): void {
  const tabs = new BroadcastChannel('surety');
  if (page.querySelector('[data-signed-out]')) tabs.postMessage(signedOut);
  if (page.body.dataset.signedIn === undefined) return;
  tabs.addEventListener('message', ({ data }) => {
    if (data === signedOut) page.location.replace('/account');
  });
}
