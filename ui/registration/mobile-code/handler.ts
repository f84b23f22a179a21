import { endingOf } from '../../../domain/person/ending-of.js';
import type { UiDeps } from '../../deps.js';
import { codeForm } from '../../http/code-form.js';
import { readForm } from '../../http/form.js';
import type { Limits } from '../../http/limits.js';
import type { Page } from '../../http/pages.js';
import type { SignInContext } from '../../sign-in/context.js';
import { registrationPage } from '../page.js';

/** The code sent to the mobile number. */
export function mobileCodePage(deps: UiDeps, limits: Limits): Page<SignInContext> {
  return registrationPage(deps, {
    path: 'mobile-code',
    step: 'mobile-code',
    keeps: [],
    actions: ['resend', 'change', 'other'],
    beforeResend: async (_, { id }) => limits.code((await deps.store.registrations.entries(id))?.mobile ?? ''),
    read: ({ req }) => readForm(codeForm, req.body),
    model: async (_, { id }) => ({ ending: endingOf((await deps.store.registrations.entries(id))?.mobile ?? '') }),
  });
}
