import { oneTimeCodes } from '../../../domain/accounts/one-time-codes.js';
import { endingOf } from '../../../domain/person/ending-of.js';
import { sameSecret } from '../../../platform/keys/lookup.js';
import type { UiDeps } from '../../deps.js';
import { codeForm } from '../../http/code-form.js';
import { actionOf, readForm } from '../../http/form.js';
import type { Limits } from '../../http/limits.js';
import type { Page } from '../../http/pages.js';
import type { SignInContext } from '../context.js';
import { complete } from '../finish.js';
import { wantsRemembering } from '../other-ways.js';
import { secondPage } from '../second-page.js';
import { type PhoneWay, resendCode } from './send.js';

const ways = {
  sms: { contact: 'mobile', method: 'sms' },
  voice: { contact: 'landline', method: 'tel' },
} as const;

/** The code of a text message or a call: the second factor, and the end of signing in. */
export function phoneCodePage(deps: UiDeps, limits: Limits, way: PhoneWay): Page<SignInContext> {
  const { store } = deps;
  const path = `${way}-code` as const;
  const { contact, method } = ways[way];

  return secondPage(deps, {
    way,
    field: 'code',
    async model({ req, signIn }, { account }) {
      const to = store.accounts.contacts(account)[contact] ?? '';
      const bounced = await store.messages.hasBounced(way, to);
      // Whoever tried another way first asks for the code here.
      const unsent = signIn.second !== path || !signIn.challenge;
      return { ending: endingOf(to), bounced, sent: req.method === 'GET' && req.query.sent === '1', unsent };
    },
    async submit(context, second, show) {
      const { signIn, interaction, base, req } = context;
      const { account } = second;
      if (actionOf(req) === 'resend') {
        const sent = await resendCode(deps, limits, context, account, way);
        return sent ? { to: `${base}/${path}${signIn.challenge ? '?sent=1' : ''}` } : show('code_no_resends');
      }
      const { values, errors } = readForm(codeForm, req.body);
      if (errors) return show(errors.code);
      const { challenge } = signIn;
      const now = new Date();
      if (!challenge || signIn.second !== path || challenge.expiresAt <= now) return show('code_expired');
      const spends = { challengeId: challenge.id, maximum: oneTimeCodes.tries, now };
      if (sameSecret(values.code, store.tools.lookup.oneTimeCode(challenge.id))) {
        const remember = wantsRemembering(context, second);
        return complete(deps, context, { account, methods: ['pwd', method], spends, remember }, async () => {
          // A right code that came too late: after five wrong ones, or beside another right one that has won.
          const standing = await store.signIns.byUid(interaction.uid);
          return standing?.challenge ? show('code_no_tries') : { to: base };
        });
      }
      const counted = await store.signIns.countTry(interaction.uid, spends);
      return show(counted && counted.tries < oneTimeCodes.tries ? 'code_wrong' : 'code_no_tries');
    },
  });
}
