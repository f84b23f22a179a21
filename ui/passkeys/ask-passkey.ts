import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
} from '@simplewebauthn/browser';

/**
 * Signs in by passkey (in the browser): at the press of the form's button, and, on a page with an email field, by choosing one that the
 * browser offers in that field. Where a browser has no passkeys the form stays hidden, and what the page offers besides is there.
 */
export async function askPasskey(page: Document): Promise<void> {
  const form = page.querySelector<HTMLFormElement>('form[data-passkey]');
  const answer = form?.querySelector<HTMLInputElement>('input[name=answer]');
  if (!form || !answer || !browserSupportsWebAuthn()) return;
  const optionsJSON = JSON.parse(form.dataset.passkey ?? '') as PublicKeyCredentialRequestOptionsJSON;
  const problem = form.querySelector<HTMLElement>('[data-passkey-problem]');
  form.hidden = false;
  page.querySelector('[data-no-passkeys]')?.remove();

  const ask = async (useBrowserAutofill: boolean): Promise<void> => {
    const given = await startAuthentication({ optionsJSON, useBrowserAutofill });
    answer.value = JSON.stringify(given);
    form.submit();
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (problem) problem.hidden = true;
    // Given up, run out, or none there: they may press again, or sign in another way.
    ask(false).catch(() => {
      if (problem) problem.hidden = false;
    });
  });

  const field = page.querySelector('input[autocomplete~="webauthn"]');
  if (field && (await browserSupportsWebAuthnAutofill())) await ask(true).catch(() => undefined);
}
