/** Looks every two seconds whether the page has moved on, and goes with it. A page without scripts reloads itself instead. */
const timer = setInterval(async () => {
  const answer = await fetch(location.href, { redirect: 'manual', credentials: 'same-origin' }).catch(() => undefined);
  // Where the check is done the page redirects; anything else than the page itself is for the person to see.
  if (!answer || answer.ok) return;
  clearInterval(timer);
  location.assign(location.pathname.replace(/\/\w+$/, ''));
}, 2_000);
