import { endingOf } from '../../../domain/person/ending-of.js';
import type { UiDeps } from '../../deps.js';
import { codeForm } from '../../http/code-form.js';
import { readForm } from '../../http/form.js';
import type { Limits } from '../../http/limits.js';
import type { Page } from '../../http/pages.js';
import type { SignInContext } from '../../sign-in/context.js';
import { registrationPage } from '../page.js';

/** The code spoken to the landline. */
export function landlineCodePage(deps: UiDeps, limits: Limits): Page<SignInContext> {
  const numberOf = async (id: string) => (await deps.store.registrations.entries(id))?.landline ?? '';
  return registrationPage(deps, {
    path: 'landline-code',
    step: 'landline-code',
    keeps: [],
    actions: ['resend', 'change', 'other'],
    beforeResend: async (_, { id }) => limits.code(await numberOf(id)),
    read: ({ req }) => readForm(codeForm, req.body),
    model: async (_, { id }) => ({ ending: endingOf(await numberOf(id)) }),
  });
}
