import type { UiDeps } from '../../deps.js';
import { actionOf } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Limits } from '../../http/limits.js';
import type { Answer, Page } from '../../http/pages.js';
import { passwordIsRight } from '../../http/passwords.js';
import type { PageView } from '../../http/render.js';
import { beginRegistration } from '../../registration/begin.js';
import { blocked } from '../blocked.js';
import type { SignInContext } from '../context.js';
import { knownDevice } from '../device-cookie.js';
import { passkeyDoes } from '../passkey/handler.js';
import { awaitSecond } from '../second.js';
import { stepUpOf } from '../step-up.js';

/** Asks for the password. Whether the email has an account shows neither in the page nor in its status nor in the work done. */
export function passwordPage(deps: UiDeps, limits: Limits): Page<SignInContext> {
  const { store } = deps;
  const page = 'sign-in/password';

  const show = ({ base, signIn, res, interaction }: SignInContext, error?: string): Answer => {
    const again = stepUpOf(interaction) !== undefined;
    const passkey = passkeyDoes({ interaction }) ? `${base}/passkey` : undefined;
    if (!again) frameOf(res).back = `${base}/email`;
    const errors: Record<string, string> = error ? { password: error } : {};
    return {
      page,
      form: { values: {}, errors },
      model: { email: signIn.email, mayRegister: interaction.allowRegistration, again, passkey },
    };
  };

  /** Nobody is locked out: a new password, a passkey or a browser that is known lead in while others guess. */
  const wrongTooOften = (context: SignInContext, wait: number): Answer => {
    const seconds = Math.ceil(wait / 1_000);
    context.res.set('Retry-After', String(seconds));
    return { ...(show(context, seconds > 60 ? 'wait_minutes' : 'wait') as PageView), status: 429 };
  };

  const signIn = async (context: SignInContext, email: string): Promise<Answer> => {
    const typed: unknown = context.req.body?.password;
    if (typeof typed !== 'string' || typed === '') return show(context, 'missing');
    const { req } = context;
    const account = await store.accounts.byEmail(email);
    const device = account ? knownDevice(deps, req, account._id) : undefined;
    const wait = await limits.passwordWait(req, email, device);
    if (wait > 0) return wrongTooOften(context, wait);
    const hash = account ? store.accounts.passwordHash(account) : undefined;
    if (!(await passwordIsRight(hash, typed)) || !account) {
      await limits.passwordWrong(req, email, device);
      return show(context, 'wrong');
    }
    if (account.blocked) return blocked(context.res);
    return awaitSecond(deps, limits, context, account);
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
      if (action === 'register' && (await deps.store.blockedEmailDomains.covers(email))) {
        return { to: `${context.base}/email?domain=blocked` };
      }
      if (action === 'register' || action === 'forgotten') {
        await limits.code(email);
        await beginRegistration(deps, context, email, action === 'forgotten' ? 'reset' : 'register');
        return { to: `${context.base}/email-code` };
      }
      return signIn(context, email);
    },
  };
}
