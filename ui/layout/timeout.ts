/** Seconds before the end at which the person is asked. */
const WARNING_SECONDS = 5 * 60;

/**
 * Asks, five minutes before the session ends of inactivity, whether the person is still there (in the browser). "Stay" lengthens the
 * session. At the end what was typed is posted as a draft, for when they sign in again, and the page says what happened.
 */
export function watchTimeout(page: Document): void {
  const dialog = page.querySelector<HTMLDialogElement>('dialog[data-seconds]');
  if (!dialog) return;
  const { seconds, stay, ended, draft } = dialog.dataset;
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
    if (draft) await keepDraft(page, draft);
    page.location.assign(String(ended));
  }, 5_000);
}

/**
 * Keeps what was typed when somebody goes to the help pages, too: they come back to it by a link of that page.
 * The request outlives the page that sent it, so nobody waits for it.
 */
export function keepDraftForHelp(page: Document): void {
  const draft = page.querySelector<HTMLElement>('dialog[data-draft]')?.dataset.draft;
  if (draft) page.querySelector('[data-help]')?.addEventListener('click', () => void keepDraft(page, draft));
}

async function keepDraft(page: Document, address: string): Promise<void> {
  const form = page.querySelector<HTMLFormElement>('main form');
  if (!form) return;
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (isKept(form, name, value)) body.set(name, String(value));
  await fetch(address, { method: 'POST', body, credentials: 'same-origin', keepalive: true }).catch(() => undefined);
}

/** Passwords and codes are never kept. */
function isKept(form: HTMLFormElement, name: string, value: FormDataEntryValue): boolean {
  const field = form.elements.namedItem(name);
  return (
    typeof value === 'string' && name !== 'code' && !(field instanceof HTMLInputElement && field.type === 'password')
  );
}
