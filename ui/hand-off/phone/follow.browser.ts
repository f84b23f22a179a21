/**
 * Looks every two seconds where the phone stands, and shows the page anew when that has changed; where the case has gone on, it goes along.
 * A page without scripts reloads itself instead.
 */
const shown = document.querySelector<HTMLElement>('[data-hand-off]')?.dataset.handOff;
const timer = setInterval(async () => {
  const options = { redirect: 'manual', credentials: 'same-origin' } as const;
  const answer = await fetch(`${location.pathname}?state=1`, options).catch(() => undefined);
  // An outage passes: the page has nothing else to do than to wait.
  if (!answer || answer.status >= 500) return;
  const state = answer.ok ? ((await answer.json()) as { state: string }).state : undefined;
  if (state === shown) return;
  clearInterval(timer);
  location.assign(state ? location.pathname : location.pathname.replace(/\/phone$/, ''));
}, 2_000);
