import { recoveryCodes, typedRecoveryCode } from '../../../domain/accounts/recovery-code.js';
import { tellingOfWays } from '../../account/ways/tell.js';
import type { UiDeps } from '../../deps.js';
import { typed } from '../../http/form.js';
import type { Limits } from '../../http/limits.js';
import type { Page } from '../../http/pages.js';
import type { SignInContext } from '../context.js';
import { complete } from '../finish.js';
import { secondPage } from '../second-page.js';
import { secondWrong } from '../second-wrong.js';

/** A recovery code in place of a way that is lost. All contacts are told that one was used. */
export function recoveryCodePage(deps: UiDeps, limits: Limits): Page<SignInContext> {
  const { store } = deps;

  return secondPage(deps, {
    way: 'recovery',
    field: 'recoveryCode',
    async submit(context, second, show) {
      const code = typedRecoveryCode(typed(context.req.body, ['recoveryCode']).recoveryCode ?? '');
      if (code === '') return show('missing');
      if (code.length !== recoveryCodes.length) return show('format');
      const { account, device } = second;
      if ((await limits.secondWait(account._id, device)) > 0) return show('wait');
      const spend = () => store.signInWays.spendRecoveryCode(account._id, code);
      // Looked at first: a guess is nothing to tell of.
      const right = await store.signInWays.hasRecoveryCode(account._id, code);
      if (!right || !(await tellingOfWays(deps, account, 'recovery-code-used', spend))) {
        await secondWrong(deps, limits, { account, device });
        return show('wrong');
      }
      return complete(deps, context, { account, methods: ['pwd', 'recovery'] });
    },
  });
}
