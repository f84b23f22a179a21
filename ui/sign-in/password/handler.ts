import type { UiDeps } from '../../deps.js';
import { actionOf } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Limits } from '../../http/limits.js';
import type { Answer, Page } from '../../http/pages.js';
import { passwordIsRight } from '../../http/passwords.js';
import { beginRegistration } from '../../registration/begin.js';
import { blocked } from '../blocked.js';
import type { SignInContext } from '../context.js';
import { awaitCode } from '../sms-code/send.js';
import { stepUpOf } from '../step-up.js';

/** Asks for the password. Whether the email has an account shows neither in the page nor in its status nor in the work done. */
export function passwordPage(deps: UiDeps, limits: Limits): Page<SignInContext> {
  const { store } = deps;
  const page = 'sign-in/password';

  const show = ({ base, signIn, res, interaction }: SignInContext, error?: string): Answer => {
    const again = stepUpOf(interaction) !== undefined;
    if (!again) frameOf(res).back = `${base}/email`;
    const errors: Record<string, string> = error ? { password: error } : {};
    return {
      page,
      form: { values: {}, errors },
      model: { email: signIn.email, mayRegister: interaction.allowRegistration, again },
    };
  };

  const signIn = async (context: SignInContext, email: string): Promise<Answer> => {
    const typed: unknown = context.req.body?.password;
    if (typeof typed !== 'string' || typed === '') return show(context, 'missing');
    await limits.passwordAllowed(context.req, email);
    const account = [...typed].length <= 128 ? await store.accounts.byEmail(email) : null;
    const right = await passwordIsRight(account ? store.accounts.passwordHash(account) : undefined, typed);
    if (!right || !account) {
      await limits.passwordWrong(context.req, email);
      return show(context, 'wrong');
    }
    if (account.blocked) return blocked(context.res);
    await awaitCode(deps, limits, context, account);
    return { to: `${context.base}/sms-code` };
  };

  return {
    path: 'password',
    open: ({ signIn: { email } }) => email !== undefined,
    show: (context) => show(context),
    async submit(context) {
      const { email } = context.signIn;
      if (!email) return { to: context.base };
      const action = actionOf(context.req);
      const again = stepUpOf(context.interaction) !== undefined;
      if (action === 'register' && (again || !context.interaction.allowRegistration)) return show(context);
      if (action === 'forgotten' && again) return show(context);
      if (action === 'register' || action === 'forgotten') {
        await limits.code(email);
        await beginRegistration(deps, context, email, action === 'forgotten' ? 'reset' : 'register');
        return { to: `${context.base}/email-code` };
      }
      return signIn(context, email);
    },
  };
}
