import { stepOfCode } from '../../../platform/sign-in/app-code.js';
import type { UiDeps } from '../../deps.js';
import { codeForm } from '../../http/code-form.js';
import { readForm } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Limits } from '../../http/limits.js';
import type { Answer, Page } from '../../http/pages.js';
import type { SignInContext } from '../context.js';
import { complete } from '../finish.js';
import { otherWays, wantsRemembering } from '../other-ways.js';
import { awaitsSecond, type SecondContext, secondOf } from '../second.js';

/** The code that an authenticator app shows: a second factor that needs no phone signal. */
export function appCodePage(deps: UiDeps, limits: Limits): Page<SignInContext> {
  const { store } = deps;

  const show = (context: SignInContext, second: SecondContext, error?: string): Answer => {
    frameOf(context.res).back = `${context.base}/email`;
    const errors: Record<string, string> = error ? { code: error } : {};
    return { page: 'sign-in/app-code', form: { values: {}, errors }, model: otherWays(context, second, 'app') };
  };

  /** Whether it is a code of one of their apps that was not used yet; it is from now on. */
  const spend = async ({ ways }: SecondContext, code: string): Promise<boolean> => {
    const now = new Date();
    for (const { id, secret } of ways.apps) {
      const step = await stepOfCode(secret, code, now);
      if (step !== undefined && (await store.signInWays.spendAppCode(id, step, now))) return true;
    }
    return false;
  };

  return {
    path: 'app-code',
    open: awaitsSecond,
    async show(context) {
      const second = await secondOf(deps, context);
      return second?.offered.includes('app') ? show(context, second) : { to: `${context.base}/email` };
    },
    async submit(context) {
      const second = await secondOf(deps, context);
      if (!second?.offered.includes('app')) return { to: `${context.base}/email` };
      const { values, errors } = readForm(codeForm, context.req.body);
      if (errors) return show(context, second, errors.code);
      const { account, device } = second;
      const wait = await limits.secondWait(account._id, device);
      if (wait > 0) return show(context, second, 'code_wait');
      if (!(await spend(second, values.code))) {
        await limits.secondWrong(account._id, device);
        return show(context, second, 'app_code_wrong');
      }
      const remember = wantsRemembering(context, second);
      const done = await complete(deps, context, account, { account, methods: ['pwd', 'otp'], remember });
      return done === 'over' ? { to: context.base } : done;
    },
  };
}
