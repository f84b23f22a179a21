import { recoveryCodes, typedRecoveryCode } from '../../../domain/accounts/recovery-code.js';
import { tellingOfWays } from '../../account/ways/tell.js';
import type { UiDeps } from '../../deps.js';
import { typed } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Limits } from '../../http/limits.js';
import type { Answer, Page } from '../../http/pages.js';
import type { SignInContext } from '../context.js';
import { complete } from '../finish.js';
import { otherWays } from '../other-ways.js';
import { awaitsSecond, type SecondContext, secondOf } from '../second.js';

/** A recovery code in place of a way that is lost. All contacts are told that one was used. */
export function recoveryCodePage(deps: UiDeps, limits: Limits): Page<SignInContext> {
  const { store } = deps;

  const show = (context: SignInContext, second: SecondContext, error?: string): Answer => {
    frameOf(context.res).back = `${context.base}/email`;
    const errors: Record<string, string> = error ? { recoveryCode: error } : {};
    const model = otherWays(context, second, 'recovery');
    return { page: 'sign-in/recovery-code', form: { values: {}, errors }, model };
  };

  return {
    path: 'recovery-code',
    open: awaitsSecond,
    async show(context) {
      const second = await secondOf(deps, context);
      if (second?.offered.includes('recovery')) return show(context, second);
      return { to: `${context.base}/${second?.offered.length === 0 ? 'recover' : 'email'}` };
    },
    async submit(context) {
      const second = await secondOf(deps, context);
      if (!second?.offered.includes('recovery')) return { to: `${context.base}/email` };
      const code = typedRecoveryCode(typed(context.req.body, ['recoveryCode']).recoveryCode ?? '');
      if (code === '') return show(context, second, 'missing');
      if (code.length !== recoveryCodes.length) return show(context, second, 'format');
      const { account, device } = second;
      if ((await limits.secondWait(account._id, device)) > 0) return show(context, second, 'wait');
      const spend = () => store.signInWays.spendRecoveryCode(account._id, code);
      // Looked at first: a guess is nothing to tell of.
      const right = await store.signInWays.hasRecoveryCode(account._id, code);
      if (!right || !(await tellingOfWays(deps, account, 'recovery-code-used', spend))) {
        await limits.secondWrong(account._id, device);
        return show(context, second, 'wrong');
      }
      const done = await complete(deps, context, account, { account, methods: ['pwd', 'recovery'] });
      return done === 'over' ? { to: context.base } : done;
    },
  };
}
