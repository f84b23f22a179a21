import { maskedAddress } from '../../../domain/person/postal-address.js';
import { sameSecret } from '../../../platform/keys/lookup.js';
import { tellingOfWays } from '../../account/ways/tell.js';
import type { UiDeps } from '../../deps.js';
import { codeForm } from '../../http/code-form.js';
import { actionOf, readForm } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Limits } from '../../http/limits.js';
import type { Answer, Page } from '../../http/pages.js';
import { newChallenge } from '../../sandbox/fixed-codes.js';
import { plainDate } from '../../words/times.js';
import { sendMessage } from '../../workflows/message-delivery.js';
import type { SignInContext } from '../context.js';
import { complete } from '../finish.js';
import { otherWays, wantsRemembering } from '../other-ways.js';
import { awaitsSecond, type SecondContext, secondOf } from '../second.js';

/** A code by post, for who has no phone: ordered here after the password, and typed days later, in any sign-in. All contacts are told of both. */
export function letterPage(deps: UiDeps, limits: Limits): Page<SignInContext> {
  const { store, temporal, url } = deps;

  const show = async (context: SignInContext, second: SecondContext, error?: string): Promise<Answer> => {
    const { base, res } = context;
    frameOf(res).back = `${base}/email`;
    const errors: Record<string, string> = error ? { code: error } : {};
    const letter = await store.letters.underway(second.account._id, new Date());
    const day = letter && plainDate(letter.orderedAt.toISOString().slice(0, 10), frameOf(res).language);
    const { address = [] } = store.accounts.contacts(second.account);
    const model = {
      day,
      limited: error === 'letter_limit' && !day,
      address: maskedAddress(address),
      ...otherWays(context, second, 'letter'),
    };
    return { page: 'sign-in/letter', form: { values: {}, errors: day ? errors : {} }, model };
  };

  const order = async ({ req, res }: SignInContext, { account }: SecondContext): Promise<boolean> => {
    const { address } = store.accounts.contacts(account);
    if (!address) return false;
    await limits.letter(req, account._id, address);
    const challengeId = newChallenge(deps, account);
    const now = new Date();
    const ordered = () => store.letters.order(account._id, challengeId, now);
    if (!(await tellingOfWays(deps, account, 'letter-ordered', ordered))) return false;
    const letter = await store.letters.underway(account._id, now);
    const expiresAt = letter?.expiresAt ?? now;
    const key = `code-${challengeId}`;
    await store.messages.putMessage({
      ...{ key, channel: 'letter', to: address.join('\n'), template: 'letter-code', language: frameOf(res).language },
      about: account._id,
      params: { challengeId, url: `${url}/account`, until: expiresAt.toISOString() },
      expiresAt,
    });
    await sendMessage(temporal, { key, kind: 'notice' });
    return true;
  };

  return {
    path: 'letter',
    open: awaitsSecond,
    async show(context) {
      const second = await secondOf(deps, context);
      return second?.offered.includes('letter') ? show(context, second) : { to: `${context.base}/email` };
    },
    async submit(context) {
      const second = await secondOf(deps, context);
      if (!second?.offered.includes('letter')) return { to: `${context.base}/email` };
      if (actionOf(context.req) === 'send') {
        return (await order(context, second))
          ? { to: `${context.base}/letter` }
          : show(context, second, 'letter_limit');
      }
      const { values, errors } = readForm(codeForm, context.req.body);
      if (errors) return show(context, second, errors.code);
      const { account, device } = second;
      const now = new Date();
      const letter = await store.letters.underway(account._id, now);
      if (!letter) return show(context, second);
      if ((await limits.secondWait(account._id, device)) > 0) return show(context, second, 'code_wait');
      if (!sameSecret(values.code, store.tools.lookup.oneTimeCode(letter.challengeId))) {
        await store.letters.countTry(account._id, letter.challengeId);
        await limits.secondWrong(account._id, device);
        return show(context, second, letter.triesLeft > 1 ? 'letter_wrong' : 'letter_no_tries');
      }
      const spend = () => store.letters.spend(account._id, letter.challengeId, now);
      if (!(await tellingOfWays(deps, account, 'letter-used', spend))) return { to: `${context.base}/letter` };
      const remember = wantsRemembering(context, second);
      const done = await complete(deps, context, account, { account, methods: ['pwd', 'letter'], remember });
      return done === 'over' ? { to: context.base } : done;
    },
  };
}
