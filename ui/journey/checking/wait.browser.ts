/** Looks every two seconds whether the page has moved on, and goes with it. A page without scripts reloads itself instead. */
const timer = setInterval(async () => {
  const answer = await fetch(location.href, { redirect: 'manual', credentials: 'same-origin' }).catch(() => undefined);
  // An outage passes: the page has nothing else to do than to wait.
  if (!answer || answer.ok || answer.status >= 500) return;
  // Where the check is done the page redirects; anything else is for the person to see.
  clearInterval(timer);
  location.assign(location.pathname.replace(/\/\w+$/, ''));
}, 2_000);
