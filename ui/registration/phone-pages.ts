import { endingOf } from '../../domain/person/ending-of.js';
import type { UiDeps } from '../deps.js';
import { codeForm } from '../http/code-form.js';
import { readForm } from '../http/form.js';
import type { Limits } from '../http/limits.js';
import type { Page } from '../http/pages.js';
import type { SignInContext } from '../sign-in/context.js';
import { landlineForm } from './landline/form.js';
import { mobileForm } from './mobile/form.js';
import { registrationPage } from './page.js';

const forms = { mobile: mobileForm, landline: landlineForm };

/** The number that codes go to, to a mobile by text message and to a landline by a call; and the first of them, in proof. */
export function phonePages(deps: UiDeps, limits: Limits, phone: 'mobile' | 'landline'): Page<SignInContext>[] {
  const numberOf = async (id: string) => (await deps.store.registrations.entries(id))?.[phone] ?? '';
  const number = registrationPage(deps, {
    path: phone,
    step: phone,
    keeps: [phone],
    actions: ['other'],
    async read({ req }) {
      const { values, errors } = readForm(forms[phone], req.body);
      if (errors) return { errors };
      for (const one of Object.values(values)) await limits.code(one);
      return { values };
    },
  });
  const code = registrationPage(deps, {
    path: `${phone}-code`,
    step: `${phone}-code`,
    keeps: [],
    actions: ['resend', 'change', 'other'],
    beforeResend: async (_, { id }) => limits.code(await numberOf(id)),
    read: ({ req }) => readForm(codeForm, req.body),
    model: async (_, { id }) => ({ ending: endingOf(await numberOf(id)) }),
  });
  return [number, code];
}
