import { maskedAddress } from '../../../domain/person/postal-address.js';
import type { UiDeps } from '../../deps.js';
import { codeForm } from '../../http/code-form.js';
import { readForm } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Limits } from '../../http/limits.js';
import type { Page } from '../../http/pages.js';
import type { SignInContext } from '../../sign-in/context.js';
import { plainDate } from '../../words/times.js';
import { registrationPage } from '../page.js';

/** The code of the letter, days later and perhaps on another device. */
export function letterCodePage(deps: UiDeps, limits: Limits): Page<SignInContext> {
  const addressOf = async (id: string) => (await deps.store.registrations.entries(id))?.address ?? [];
  return registrationPage(deps, {
    path: 'letter-code',
    step: 'letter-code',
    keeps: [],
    actions: ['resend', 'change', 'other'],
    beforeResend: async ({ req, signIn }, { id }) => limits.letter(req, signIn.email ?? '', await addressOf(id)),
    read: ({ req }) => readForm(codeForm, req.body),
    async model({ res }, { id, challenge }) {
      const until = new Date(challenge?.expiresAt ?? Date.now()).toISOString().slice(0, 10);
      return { address: maskedAddress(await addressOf(id)), until: plainDate(until, frameOf(res).language) };
    },
  });
}
