import { deviceName } from '../../../domain/accounts/device-name.js';
import { type HandOffState, handOffState } from '../../../domain/journey/hand-off.js';
import type { Approval } from '../../../store/accounts/approvals.js';
import { tellingOfWays } from '../../account/ways/tell.js';
import type { UiDeps } from '../../deps.js';
import { actionOf } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Limits } from '../../http/limits.js';
import type { Answer, Page } from '../../http/pages.js';
import { qrCode } from '../../layout/qr-code/qr-code.js';
import type { SignInContext } from '../context.js';
import { complete } from '../finish.js';
import { otherWays, wantsRemembering } from '../other-ways.js';
import { awaitsSecond, secondOf } from '../second.js';

/**
 * A new phone or computer is let in from the old one: after the password, this screen shows a number, and the person types it where they are
 * signed in by two factors (ui/account/approve). The code to scan is an address and nothing else: it opens only to who signs in there.
 */
export function approvalPage(deps: UiDeps, limits: Limits): Page<SignInContext> {
  const { store, url } = deps;

  const standing = async ({
    interaction,
    signIn,
  }: SignInContext): Promise<[Approval | null, HandOffState | 'none']> => {
    const newest = await store.approvals.ofSignIn(interaction.uid);
    // What was asked for under another email address is not this person's.
    const own = newest?.accountId === signIn.accountId && !newest?.spentAt ? newest : null;
    return [own, own ? handOffState(own, new Date()) : 'none'];
  };

  const show = async (context: SignInContext): Promise<Answer> => {
    const { base, res } = context;
    const second = await secondOf(deps, context);
    if (!second) return { to: `${base}/email` };
    const [approval, state] = await standing(context);
    frameOf(res).back = `${base}/email`;
    // Told apart from a phone that waits to type a number of its own: here the number is shown from the beginning.
    const shown = state === 'waiting' && approval;
    const address = shown && `${url}/account/approve/${approval._id}`;
    const model = {
      ...otherWays(context, second, 'approval'),
      ...{ state, number: shown ? shown.number : undefined, code: address ? qrCode(address) : undefined },
      page: `${url}/account/approve`,
    };
    return { page: 'sign-in/approval', model };
  };

  const ask = async ({ interaction, signIn, req, base }: SignInContext): Promise<Answer> => {
    const { accountId = '' } = signIn;
    await limits.code(accountId);
    const device = deviceName(req.get('user-agent')) ?? '';
    const { uid: interactionUid, partnerId } = interaction;
    await store.approvals.open({ interactionUid, accountId, partnerId, device }, new Date());
    return { to: `${base}/approval` };
  };

  return {
    path: 'approval',
    open: awaitsSecond,
    async show(context) {
      if (context.req.query.state === undefined) return show(context);
      const [, state] = await standing(context);
      context.res.set('Cache-Control', 'no-store').json({ state });
      return undefined;
    },
    async submit(context) {
      const { base, req } = context;
      const second = await secondOf(deps, context);
      if (!second) return { to: `${base}/email` };
      const [approval, state] = await standing(context);
      if (actionOf(req) !== 'continue') return state === 'waiting' ? { to: `${base}/approval` } : ask(context);
      const { account } = second;
      if (!approval) return { to: `${base}/approval` };
      const spend = () => store.approvals.spend(approval, new Date());
      if (!(await tellingOfWays(deps, account, 'device-approved', spend))) return { to: `${base}/approval` };
      const remember = wantsRemembering(context, second);
      return complete(deps, context, { account, methods: ['pwd', 'approval'], remember });
    },
  };
}
