import { z } from 'zod';
import type { UiDeps } from '../../deps.js';
import { readForm } from '../../http/form.js';
import type { Page } from '../../http/pages.js';
import type { SignInContext } from '../../sign-in/context.js';
import { registrationPage } from '../page.js';

const ageForm = z.object({ over13: z.enum(['yes', 'no'], { error: 'missing' }) });

/** An account of one's own is for people of 13 and over. */
export function agePage(deps: UiDeps): Page<SignInContext> {
  return registrationPage(deps, {
    path: 'age',
    step: 'age',
    keeps: ['over13'],
    read: ({ req }) => readForm(ageForm, req.body),
  });
}
