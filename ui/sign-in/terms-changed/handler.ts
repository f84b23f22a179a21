import { termsVersion } from '../../../domain/journey/next-step.js';
import type { UiDeps } from '../../deps.js';
import { readForm } from '../../http/form.js';
import type { Answer, Page } from '../../http/pages.js';
import { termsForm } from '../../registration/terms/form.js';
import { blocked } from '../blocked.js';
import type { SignInContext } from '../context.js';
import { finishSignIn } from '../finish.js';
import { orExpired } from '../or-expired.js';

/** The terms changed since this person agreed: asked once, between the last proof and the session. */
export function termsChangedPage(deps: UiDeps): Page<SignInContext> {
  const { store } = deps;
  const show = (errors: Readonly<Record<string, string>> = {}): Answer => ({
    page: 'sign-in/terms-changed',
    form: { values: {}, errors },
    model: { termsVersion },
  });
  return {
    path: 'terms-changed',
    open: ({ signIn }) => signIn.proved !== undefined,
    show: () => show(),
    async submit(context) {
      const { req, res, base, signIn } = context;
      const { errors } = readForm(termsForm, req.body);
      if (errors) return show(errors);
      const { proved } = signIn;
      const account = proved && (await store.accounts.byId(proved.accountId));
      if (!account) return { to: `${base}/email` };
      if (account.blocked) return blocked(res);
      await store.accounts.acceptTerms(account._id, termsVersion);
      return orExpired(res, finishSignIn(deps, context, { account, methods: proved.methods }));
    },
  };
}
