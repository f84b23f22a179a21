import { maskedAddress } from '../../../domain/person/postal-address.js';
import { sameSecret } from '../../../platform/keys/lookup.js';
import { tellingOfWays } from '../../account/ways/tell.js';
import type { UiDeps } from '../../deps.js';
import { codeForm } from '../../http/code-form.js';
import { actionOf, readForm } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Limits } from '../../http/limits.js';
import type { Page } from '../../http/pages.js';
import { newChallenge } from '../../sandbox/fixed-codes.js';
import { plainDate } from '../../words/times.js';
import { sendMessage } from '../../workflows/message-delivery.js';
import type { SignInContext } from '../context.js';
import { complete } from '../finish.js';
import { wantsRemembering } from '../other-ways.js';
import type { SecondContext } from '../second.js';
import { secondPage } from '../second-page.js';
import { secondWrong } from '../second-wrong.js';

/** A code by post, for who has no phone: ordered here after the password, and typed days later, in any sign-in. All contacts are told of both. */
export function letterPage(deps: UiDeps, limits: Limits): Page<SignInContext> {
  const { store, temporal, url } = deps;

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

  return secondPage(deps, {
    way: 'letter',
    field: 'code',
    async model({ res }, { account }, error) {
      const letter = await store.letters.underway(account._id, new Date());
      const day = letter && plainDate(letter.orderedAt.toISOString().slice(0, 10), frameOf(res).language);
      const { address = [] } = store.accounts.contacts(account);
      const limited = error === 'letter_limit' && !day;
      return { asks: Boolean(day), day, limited, address: maskedAddress(address) };
    },
    async submit(context, second, show) {
      if (actionOf(context.req) === 'send') {
        return (await order(context, second)) ? { to: `${context.base}/letter` } : show('letter_limit');
      }
      const { values, errors } = readForm(codeForm, context.req.body);
      if (errors) return show(errors.code);
      const { account, device } = second;
      const now = new Date();
      const letter = await store.letters.underway(account._id, now);
      if (!letter) return show();
      if ((await limits.secondWait(account._id, device)) > 0) return show('code_wait');
      if (!sameSecret(values.code, store.tools.lookup.oneTimeCode(letter.challengeId))) {
        await store.letters.countTry(account._id, letter.challengeId);
        await secondWrong(deps, limits, { account, device });
        return show(letter.triesLeft > 1 ? 'letter_wrong' : 'letter_no_tries');
      }
      const spend = () => store.letters.spend(account._id, letter.challengeId, now);
      if (!(await tellingOfWays(deps, account, 'letter-used', spend))) return { to: `${context.base}/letter` };
      const remember = wantsRemembering(context, second);
      return complete(deps, context, { account, methods: ['pwd', 'letter'], remember });
    },
  });
}
