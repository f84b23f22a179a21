/** Seconds before the end at which the person is asked. */
const WARNING_SECONDS = 5 * 60;

/**
 * Asks, five minutes before the session ends of inactivity, whether the person is still there (in the browser). "Stay" lengthens the
 * session. At the end what was typed is posted as a draft, for when they sign in again, and the page says what happened.
 */
export function watchTimeout(page: Document): void {
  const dialog = page.querySelector<HTMLDialogElement>('dialog[data-seconds]');
  if (!dialog) return;
  const { seconds, stay, ended } = dialog.dataset;
  let until = 0;
  const renew = () => {
    until = Date.now() + Number(seconds) * 1000;
  };
  renew();

  dialog.querySelector('[data-timeout-stay]')?.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', async () => {
    const answer = await fetch(String(stay), { credentials: 'same-origin' }).catch(() => undefined);
    if (answer?.ok) renew();
  });

  // A sleeping device runs no timers: the clock is looked at, not counted.
  const timer = setInterval(async () => {
    const left = (until - Date.now()) / 1000;
    if (left <= WARNING_SECONDS && left > 0 && !dialog.open) dialog.showModal();
    if (left > 0) return;
    clearInterval(timer);
    await keepDraft(page);
    page.location.assign(String(ended));
  }, 5_000);
}

async function keepDraft(page: Document): Promise<void> {
  const form = page.querySelector<HTMLFormElement>('form[data-draft]');
  if (!form) return;
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.set(name, value);
  await fetch(String(form.dataset.draft), { method: 'POST', body, credentials: 'same-origin' }).catch(() => undefined);
}
