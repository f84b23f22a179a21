import { isLive } from '../../../domain/journey/hand-off.js';
import { steps } from '../../../domain/journey/steps.js';
import { isCapture } from '../../../domain/verification/case-state.js';
import type { HandOff } from '../../../store/journey/hand-offs.js';
import type { UiDeps } from '../../deps.js';
import { actionOf } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Limits } from '../../http/limits.js';
import type { Answer, Page } from '../../http/pages.js';
import type { JourneyContext } from '../../journey/context.js';
import { qrCode } from '../../layout/qr-code/qr-code.js';
import { shownAccount } from '../../sign-in/shown-account.js';
import { linkOf, sendLink } from '../send-link.js';
import { standing } from '../standing.js';

/**
 * The first screen of a hand-off, for the journey's owner: shows the code to scan or sends the link, then the number that the phone asks
 * for, and follows the case from then on.
 */
export function phonePage(deps: UiDeps, limits: Limits): Page<JourneyContext> {
  const { store, provider } = deps;

  const mine = async ({ req, res, journey, case: state }: JourneyContext) => {
    const session = await provider.session(req, res);
    const handOff = session && (await store.handOffs.newestOf(journey._id, session.uid));
    // One of an earlier case is over with it.
    const current = handOff && handOff.caseId === state?.id ? handOff : undefined;
    return { session, handOff: current, state: current ? await standing(deps, current) : undefined };
  };

  const begin = async ({ journey, account, case: state }: JourneyContext, sessionUid: string): Promise<HandOff> => {
    const caseId = state?.id ?? '';
    return store.handOffs.open({ journeyId: journey._id, accountId: account._id, caseId, sessionUid }, new Date());
  };

  return {
    path: 'phone',
    open: ({ step, case: state }) => isCapture(step) && state !== undefined,

    async show(context): Promise<Answer> {
      const { req, res, base, account, step } = context;
      const { handOff, state = 'none' } = await mine(context);
      if (req.query.state !== undefined) {
        res.set('Cache-Control', 'no-store').json({ state });
        return undefined;
      }
      const frame = frameOf(res);
      frame.phone = undefined;
      if (state !== 'connected') frame.back = `${base}/${steps[step].page}`;
      const sent = req.query.sent === 'sms' || req.query.sent === 'email' ? req.query.sent : undefined;
      const code = handOff && state === 'waiting' ? qrCode(linkOf(deps, handOff)) : undefined;
      const model = { state, base, code, sent, ...shownAccount(store, account) };
      return { page: 'hand-off/phone', model: { ...model, number: state === 'joined' ? handOff?.number : undefined } };
    },

    async submit(context): Promise<Answer> {
      const { req, res, base, account, step } = context;
      const action = actionOf(req);
      const { session, handOff, state } = await mine(context);
      if (!session) return { to: base };
      if (action === 'stop' || action === 'here') {
        if (handOff) await store.handOffs.end(handOff._id, new Date());
        return { to: action === 'here' ? `${base}/${steps[step].page}` : `${base}/phone` };
      }
      const to = `${base}/phone`;
      const waiting = handOff && state === 'waiting' ? handOff : undefined;
      if (action === 'email' || (action === 'sms' && store.accounts.contacts(account).mobile)) {
        const sending = waiting ?? (await begin(context, session.uid));
        const { language } = frameOf(res);
        await sendLink(deps, limits, { account, handOff: sending, channel: action, language });
        return { to: `${to}?sent=${action}` };
      }
      // Pressed twice, or in a second tab: a phone that is just coming in is not thrown out.
      if (!state || !isLive(state)) await begin(context, session.uid);
      return { to };
    },
  };
}
