import { recoveriesPerDay } from '../../../domain/accounts/recovery.js';
import { day } from '../../../domain/clock.js';
import { randomId } from '../../../platform/random-id.js';
import type { UiDeps } from '../../deps.js';
import { formNonce } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Limits } from '../../http/limits.js';
import type { Answer, Page } from '../../http/pages.js';
import { beginRecovery, proofOf } from '../../recovery/begin.js';
import { heldRecovery, holdRecovery, recoveryBase } from '../../recovery/holder.js';
import { blocked } from '../blocked.js';
import type { SignInContext } from '../context.js';
import { journeyFor } from '../journey.js';
import { awaitsSecond, type SecondContext, secondOf } from '../second.js';

/** Every second way is lost: what is asked for instead, how long it takes, and who is told; the button begins it (ui/recovery). */
export function recoverPage(deps: UiDeps, limits: Limits): Page<SignInContext> {
  const { store } = deps;

  const show = async (context: SignInContext, { account }: SecondContext): Promise<Answer> => {
    const begun = store.accounts.attemptsOf(account, 'recovery', new Date(), day);
    if (begun >= recoveriesPerDay) return limited(context);
    const form = { values: {}, errors: {}, nonce: randomId() };
    const model = { proof: await proofOf(deps, account), level: account.level, ...around(context) };
    return { page: 'sign-in/recover', form, model };
  };
  /** Begun too often today: no button that could only be refused. */
  const limited = (context: SignInContext): Answer => ({
    page: 'sign-in/recover',
    status: 429,
    model: { limited: true, ...around(context) },
  });
  const around = ({ res, base }: SignInContext) => {
    frameOf(res).back = `${base}/email`;
    return { approval: `${base}/approval` };
  };

  return {
    path: 'recover',
    open: awaitsSecond,
    async show(context) {
      const second = await secondOf(deps, context);
      if (!second) return { to: `${context.base}/email` };
      // Begun here before, and not over: no second one.
      const held = await heldRecovery(deps, context.req);
      const goesOn = held && held._id === second.account.recovering;
      return goesOn ? { to: recoveryBase(held._id) } : show(context, second);
    },
    async submit(context) {
      const { req, res, interaction } = context;
      const second = await secondOf(deps, context);
      if (!second) return { to: `${context.base}/email` };
      const { account } = second;
      if (account.blocked) return blocked(res);
      const id = formNonce(req);
      if (!id) return show(context, second);
      const begun = await store.accounts.countAttempt(account._id, id, 'recovery', new Date(), day);
      if (begun > recoveriesPerDay) return limited(context);
      await limits.code(account._id);
      const { _id: journeyId } = await journeyFor(deps, interaction, res);
      const beginning = { _id: id, proof: await proofOf(deps, account), journeyId };
      const recovery = await beginRecovery(deps, account, beginning, frameOf(res).language);
      if (!recovery) return show(context, second);
      await holdRecovery(deps, res, recovery);
      return { to: recoveryBase(id) };
    },
  };
}
