import { oneTimeCodes } from '../../../domain/accounts/one-time-codes.js';
import { endingOf } from '../../../domain/person/ending-of.js';
import { sameSecret } from '../../../platform/keys/lookup.js';
import type { UiDeps } from '../../deps.js';
import { codeForm } from '../../http/code-form.js';
import { actionOf, readForm } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Limits } from '../../http/limits.js';
import type { Answer, Page } from '../../http/pages.js';
import type { SignInContext } from '../context.js';
import { complete } from '../finish.js';
import { otherWays, wantsRemembering } from '../other-ways.js';
import { awaitsSecond, type SecondContext, secondOf } from '../second.js';
import { type PhoneWay, resendCode } from './send.js';

const ways = {
  sms: { contact: 'mobile', method: 'sms' },
  voice: { contact: 'landline', method: 'tel' },
} as const;

/** The code of a text message or a call: the second factor, and the end of signing in. */
export function phoneCodePage(deps: UiDeps, limits: Limits, way: PhoneWay): Page<SignInContext> {
  const { store } = deps;
  const path = `${way}-code` as const;
  const page = `sign-in/${path}`;
  const { contact, method } = ways[way];

  const show = async (context: SignInContext, second: SecondContext, error?: string, sent = false): Promise<Answer> => {
    const { base, res, signIn } = context;
    const to = store.accounts.contacts(second.account)[contact] ?? '';
    frameOf(res).back = `${base}/email`;
    const errors: Record<string, string> = error ? { code: error } : {};
    const bounced = await store.messages.hasBounced(way, to);
    // Whoever tried another way first asks for the code here.
    const unsent = signIn.second !== path || !signIn.challenge;
    const model = { ending: endingOf(to), bounced, sent, unsent, ...otherWays(context, second, way) };
    return { page, form: { values: {}, errors }, model };
  };

  /** A right code that came too late: after five wrong ones, or beside another right one that has won. */
  const notSpent = async (context: SignInContext, second: SecondContext): Promise<Answer> => {
    const now = await store.signIns.byUid(context.interaction.uid);
    return now?.challenge ? show(context, second, 'code_no_tries') : { to: context.base };
  };

  return {
    path,
    open: awaitsSecond,
    async show(context) {
      const second = await secondOf(deps, context);
      if (!second?.offered.includes(way)) return { to: `${context.base}/email` };
      return show(context, second, undefined, context.req.query.sent === '1');
    },
    async submit(context) {
      const { signIn, interaction, base, req } = context;
      const second = await secondOf(deps, context);
      if (!second?.offered.includes(way)) return { to: `${base}/email` };
      const { account } = second;
      if (actionOf(req) === 'resend') {
        const sent = await resendCode(deps, limits, context, account, way);
        return sent
          ? { to: `${base}/${path}${signIn.challenge ? '?sent=1' : ''}` }
          : show(context, second, 'code_no_resends');
      }
      const { values, errors } = readForm(codeForm, req.body);
      if (errors) return show(context, second, errors.code);
      const { challenge } = signIn;
      const now = new Date();
      if (!challenge || signIn.second !== path || challenge.expiresAt <= now)
        return show(context, second, 'code_expired');
      const spends = { challengeId: challenge.id, maximum: oneTimeCodes.tries, now };
      if (sameSecret(values.code, store.tools.lookup.oneTimeCode(challenge.id))) {
        const remember = wantsRemembering(context, second);
        const done = await complete(deps, context, account, { account, methods: ['pwd', method], spends, remember });
        return done === 'over' ? notSpent(context, second) : done;
      }
      const counted = await store.signIns.countTry(interaction.uid, spends);
      return show(context, second, counted && counted.tries < oneTimeCodes.tries ? 'code_wrong' : 'code_no_tries');
    },
  };
}
