import type { UiDeps } from '../../deps.js';
import { readForm } from '../../http/form.js';
import type { Limits } from '../../http/limits.js';
import type { Page } from '../../http/pages.js';
import type { SignInContext } from '../../sign-in/context.js';
import { registrationPage } from '../page.js';
import { mobileForm } from './form.js';

/** The mobile number that sign-in codes go to. */
export function mobilePage(deps: UiDeps, limits: Limits): Page<SignInContext> {
  return registrationPage(deps, {
    path: 'mobile',
    step: 'mobile',
    keeps: ['mobile'],
    actions: ['other'],
    async read({ req }) {
      const read = readForm(mobileForm, req.body);
      if (read.values) await limits.code(read.values.mobile);
      return read;
    },
  });
}
