import { stepOfCode } from '../../../platform/sign-in/app-code.js';
import type { UiDeps } from '../../deps.js';
import { codeForm } from '../../http/code-form.js';
import { readForm } from '../../http/form.js';
import type { Limits } from '../../http/limits.js';
import type { Page } from '../../http/pages.js';
import type { SignInContext } from '../context.js';
import { complete } from '../finish.js';
import { wantsRemembering } from '../other-ways.js';
import type { SecondContext } from '../second.js';
import { secondPage } from '../second-page.js';
import { secondWrong } from '../second-wrong.js';

/** The code that an authenticator app shows: a second factor that needs no phone signal. */
export function appCodePage(deps: UiDeps, limits: Limits): Page<SignInContext> {
  const { store } = deps;

  /** Whether it is a code of one of their apps that was not used yet; it is from now on. */
  const spend = async ({ ways }: SecondContext, code: string): Promise<boolean> => {
    const now = new Date();
    for (const { id, secret } of ways.apps) {
      const step = await stepOfCode(secret, code, now);
      if (step !== undefined && (await store.signInWays.spendAppCode(id, step, now))) return true;
    }
    return false;
  };

  return secondPage(deps, {
    way: 'app',
    field: 'code',
    async submit(context, second, show) {
      const { values, errors } = readForm(codeForm, context.req.body);
      if (errors) return show(errors.code);
      const { account, device } = second;
      if ((await limits.secondWait(account._id, device)) > 0) return show('code_wait');
      if (!(await spend(second, values.code))) {
        await secondWrong(deps, limits, { account, device });
        return show('app_code_wrong');
      }
      const remember = wantsRemembering(context, second);
      return complete(deps, context, { account, methods: ['pwd', 'otp'], remember });
    },
  });
}
