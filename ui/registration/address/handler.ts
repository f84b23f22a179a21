import type { UiDeps } from '../../deps.js';
import { readForm } from '../../http/form.js';
import type { Limits } from '../../http/limits.js';
import type { Page } from '../../http/pages.js';
import type { SignInContext } from '../../sign-in/context.js';
import { registrationPage } from '../page.js';
import { addressForm } from './form.js';

/** Where the letter with the code goes. */
export function addressPage(deps: UiDeps, limits: Limits): Page<SignInContext> {
  return registrationPage(deps, {
    path: 'address',
    step: 'address',
    keeps: ['addressee', 'line1', 'line2', 'town', 'postcode'],
    actions: ['other'],
    async read({ req, signIn }) {
      const read = readForm(addressForm, req.body);
      if (read.values) await limits.letter(req, signIn.email ?? '', read.values.address);
      return read;
    },
  });
}
