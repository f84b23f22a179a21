import { z } from 'zod';
import { termsVersion } from '../../../domain/next-step.js';
import type { UiDeps } from '../../deps.js';
import { readForm } from '../../http/form.js';
import type { Answer, Page } from '../../http/pages.js';
import { renderProblem } from '../../http/problem.js';
import type { SignInContext } from '../context.js';

export const termsForm = z.object({ terms: z.literal(termsVersion, { error: 'missing' }) });

/** The terms changed since this person agreed: asked once, between the last proof and the session. */
export function termsChangedPage({ store, provider }: UiDeps): Page<SignInContext> {
  const show = (errors: Readonly<Record<string, string>> = {}): Answer => ({
    page: 'sign-in/terms-changed',
    form: { values: {}, errors },
    model: { termsVersion },
  });
  return {
    path: 'terms-changed',
    // The code was spent, so both factors are proved.
    open: ({ step, signIn }) => step === 'sms-code' && signIn.accountId !== undefined && signIn.challenge === undefined,
    show: () => show(),
    async submit({ req, res, base, signIn, journey }) {
      const { errors } = readForm(termsForm, req.body);
      if (errors) return show(errors);
      const account = await store.accounts.byId(signIn.accountId ?? '');
      if (!account || account.blocked) return { to: `${base}/email` };
      await store.accounts.acceptTerms(account._id, termsVersion);
      const login = { accountId: account._id, methods: ['pwd', 'sms'] as const, journeyId: journey._id };
      if (!(await provider.finishLogin(req, res, login))) renderProblem(res, 'expired');
      return undefined;
    },
  };
}
