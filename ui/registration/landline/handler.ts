import type { UiDeps } from '../../deps.js';
import { readForm } from '../../http/form.js';
import type { Limits } from '../../http/limits.js';
import type { Page } from '../../http/pages.js';
import type { SignInContext } from '../../sign-in/context.js';
import { registrationPage } from '../page.js';
import { landlineForm } from './form.js';

/** The landline number that is called with sign-in codes. */
export function landlinePage(deps: UiDeps, limits: Limits): Page<SignInContext> {
  return registrationPage(deps, {
    path: 'landline',
    step: 'landline',
    keeps: ['landline'],
    actions: ['other'],
    async read({ req }) {
      const read = readForm(landlineForm, req.body);
      if (read.values) await limits.code(read.values.landline);
      return read;
    },
  });
}
