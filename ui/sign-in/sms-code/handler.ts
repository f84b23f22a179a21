import { oneTimeCodes } from '../../../domain/clock.js';
import { termsVersion } from '../../../domain/next-step.js';
import { sameSecret } from '../../../platform/lookup.js';
import type { Account } from '../../../store/accounts.js';
import type { SpentCode } from '../../../store/sign-ins.js';
import type { UiDeps } from '../../deps.js';
import { codeForm } from '../../http/code-form.js';
import { actionOf, readForm } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Limits } from '../../http/limits.js';
import type { Answer, Page } from '../../http/pages.js';
import { blocked } from '../blocked.js';
import type { SignInContext } from '../context.js';
import { finishSignIn } from '../finish.js';
import { resendCode } from './send.js';

/** The text message's code: the second factor, and the end of signing in. */
export function smsCodePage(deps: UiDeps, limits: Limits): Page<SignInContext> {
  const { store } = deps;
  const page = 'sign-in/sms-code';

  const show = async ({ signIn, base, res }: SignInContext, error?: string, sent = false): Promise<Answer> => {
    const account = await store.accounts.byId(signIn.accountId ?? '');
    if (!account) return { to: `${base}/email` };
    const { mobile } = store.accounts.contacts(account);
    frameOf(res).back = `${base}/email`;
    const errors: Record<string, string> = error ? { code: error } : {};
    const bounced = await store.messages.hasBounced('sms', mobile);
    return { page, form: { values: {}, errors }, model: { ending: mobile.slice(-3), bounced, sent } };
  };

  /** The right code: spent together with the answer to the provider; alone where the person must agree to new terms first. */
  const finish = async (context: SignInContext, account: Account, code: SpentCode): Promise<Answer> => {
    const { base, interaction } = context;
    if (account.blocked) return blocked(context.res);
    if (account.termsVersion !== termsVersion) {
      const spent = await store.signIns.spendCode(interaction.uid, code);
      return spent ? { to: `${base}/terms-changed` } : notSpent(context);
    }
    return (await finishSignIn(deps, context, account._id, code)) ? undefined : notSpent(context);
  };

  /** A right code that came too late: after five wrong ones, or beside another right one that has won. */
  const notSpent = async (context: SignInContext): Promise<Answer> => {
    const now = await store.signIns.byUid(context.interaction.uid);
    return now?.challenge ? show(context, 'code_no_tries') : { to: context.base };
  };

  return {
    path: 'sms-code',
    open: ({ step }) => step === 'sms-code',
    show: (context) => show(context, undefined, context.req.query.sent === '1'),
    async submit(context) {
      const { signIn, interaction, base } = context;
      const account = await store.accounts.byId(signIn.accountId ?? '');
      if (!account) return { to: `${base}/email` };
      if (actionOf(context.req) === 'resend') {
        const sent = await resendCode(deps, limits, context, account);
        return sent ? { to: `${base}/sms-code?sent=1` } : show(context, 'code_no_resends');
      }
      const { values, errors } = readForm(codeForm, context.req.body);
      if (errors) return show(context, errors.code);
      const { challenge } = signIn;
      const now = new Date();
      if (!challenge || challenge.expiresAt <= now) return show(context, 'code_expired');
      const code = { challengeId: challenge.id, maximum: oneTimeCodes.tries, now };
      if (sameSecret(values.code, store.tools.lookup.oneTimeCode(challenge.id))) return finish(context, account, code);
      const counted = await store.signIns.countTry(interaction.uid, code);
      return show(context, counted && counted.tries < oneTimeCodes.tries ? 'code_wrong' : 'code_no_tries');
    },
  };
}
