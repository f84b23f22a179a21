import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser';

/** Has the browser make a passkey at the press of the form's button, and sends what it answers (in the browser). */
export function makePasskey(page: Document): void {
  const form = page.querySelector<HTMLFormElement>('form[data-new-passkey]');
  const answer = form?.querySelector<HTMLInputElement>('input[name=answer]');
  if (!form || !answer || !browserSupportsWebAuthn()) return;
  const optionsJSON = JSON.parse(form.dataset.newPasskey ?? '') as PublicKeyCredentialCreationOptionsJSON;
  form.hidden = false;
  page.querySelector('[data-no-passkeys]')?.remove();
  const say = (problem: string | undefined) => {
    for (const one of form.querySelectorAll<HTMLElement>('[data-passkey-problem]')) {
      one.hidden = one.dataset.passkeyProblem !== problem;
    }
  };

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    say(undefined);
    try {
      answer.value = JSON.stringify(await startRegistration({ optionsJSON }));
      form.submit();
    } catch (error) {
      const known = error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED';
      say(known ? 'known' : 'failed');
    }
  });
}
