import type { SignInMethod } from '../../../domain/levels/authenticators.js';
import { provable } from '../../../domain/levels/vectors.js';
import { tellingOfWays } from '../../account/ways/tell.js';
import type { UiDeps } from '../../deps.js';
import { frameOf } from '../../http/frame.js';
import type { Limits } from '../../http/limits.js';
import type { Answer, Page } from '../../http/pages.js';
import { checkPasskey } from '../../passkeys/check-passkey.js';
import { relyingParty } from '../../passkeys/relying-party.js';
import { isSignInChallenge, signInChallenge } from '../../passkeys/sign-in-challenge.js';
import type { SignInContext } from '../context.js';
import { complete } from '../finish.js';
import { otherWays } from '../other-ways.js';
import { awaitsSecond, secondOf } from '../second.js';
import { stepUpOf } from '../step-up.js';

type Asking = Pick<SignInContext, 'interaction'>;

/** Whether a passkey does for the request by itself, with no email address and no password: it holds two factors. */
export const passkeyDoes = ({ interaction }: Asking): boolean => provable(interaction.vectors, ['pop']).length > 0;

/** What a browser is asked: any passkey of this site, its holder verified. Which one it is, and so whose, the browser and its person choose. */
export function passkeyQuestion({ store, url }: Pick<UiDeps, 'store' | 'url'>, { interaction }: Asking) {
  const challenge = signInChallenge(store.tools.lookup, interaction, Date.now());
  const question = { challenge, rpId: relyingParty(url).rpID, userVerification: 'required', timeout: 300_000 };
  return JSON.stringify(question);
}

/**
 * Signing in by passkey: alone, where that does for the request, or after the password. The page asks when its button is pressed; the email
 * page offers passkeys in its field as well and posts them here.
 */
export function passkeyPage(deps: UiDeps, limits: Limits): Page<SignInContext> {
  const { store } = deps;

  const show = async (context: SignInContext, error?: string): Promise<Answer> => {
    const { base, interaction } = context;
    const again = stepUpOf(interaction) !== undefined;
    frameOf(context.res).back = again ? `${base}/password` : `${base}/email`;
    const errors: Record<string, string> = error ? { passkey: error } : {};
    const second = awaitsSecond(context) ? await secondOf(deps, context) : undefined;
    const { others } = second ? otherWays(context, second, 'passkey') : { others: [] };
    const password = second ? undefined : again ? `${base}/password` : `${base}/email`;
    const model = { question: passkeyQuestion(deps, context), others, password };
    return { page: 'sign-in/passkey', form: { values: {}, errors }, model };
  };

  /** Nobody learns why: not whether the passkey is known, nor whose it is. */
  const refuse = async (context: SignInContext): Promise<Answer> => {
    const { interaction, req } = context;
    const { signIn } = interaction;
    await limits.passkeyWrong(req);
    const next = { ...interaction, signIn: { ...signIn, passkeyRound: (signIn.passkeyRound ?? 0) + 1 } };
    return show({ ...context, interaction: next }, 'refused');
  };

  return {
    path: 'passkey',
    open: (context) => passkeyDoes(context) || awaitsSecond(context),
    show: (context) => show(context),
    async submit(context) {
      const { req, interaction, signIn, base } = context;
      await limits.passkeyAllowed(req);
      // First: an answer that comes twice, by a double press, is not taken for one of a copy.
      if (!(await store.signIns.tryPasskey(interaction.uid, signIn.passkeyRound))) return { to: base };
      const isChallenge = (given: string) => isSignInChallenge(store.tools.lookup, interaction, given, Date.now());
      const checked = await checkPasskey(deps, req.body?.answer, isChallenge);
      if (!checked) return refuse(context);
      const passkey = 'copied' in checked ? checked.copied : checked.passkey;
      const account = await store.accounts.byId(passkey.accountId);
      if (!account) return refuse(context);
      if ('copied' in checked) {
        await tellingOfWays(deps, account, 'passkey-copied', () => store.signInWays.suspect(passkey.id));
        return refuse(context);
      }
      if ((stepUpOf(interaction) ?? account._id) !== account._id) return refuse(context);
      const methods: SignInMethod[] = signIn.accountId === account._id ? ['pwd', 'pop'] : ['pop'];
      if (provable(interaction.vectors, methods).length === 0) return refuse(context);
      if (!(await store.signInWays.passkeyUsed(passkey, checked.counter, new Date()))) return refuse(context);
      return complete(deps, context, { account, methods });
    },
  };
}
