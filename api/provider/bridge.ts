import type { Request, Response } from 'express';
import { type AdapterPayload, errors, type InteractionResults, type Provider } from 'oidc-provider';
import { deviceName } from '../../domain/accounts/device-name.js';
import type { SignInMethod } from '../../domain/levels/authenticators.js';
import { parseVtr, provable, wantedLevel } from '../../domain/levels/vectors.js';
import { returnCodes } from '../../domain/partners/return-codes.js';
import type { SignedIn, SpentCode } from '../../store/accounts/sign-ins.js';
import type { LiveInteraction, ProviderBridge } from '../../ui/ports.js';
import { signInAddress, stepUpAddress } from './clients/first-party.js';
import type { Interaction } from './interactions.js';
import { tripOf } from './requests/trip.js';
import type { EndSessionOptions } from './sessions/end-session.js';
import { openSessions } from './sessions/open-sessions.js';

/** An answered interaction is followed up by the browser at once; it is not removed then, but lives no longer than this. In seconds. */
const answered = 120;

/** What pages ask of the provider: see ui/ports.ts for the meaning of each. */
export function providerBridge(provider: Provider, options: EndSessionOptions): ProviderBridge {
  const { issuer, store } = options;
  const sessions = openSessions(provider, options);
  const found = new WeakMap<Request, Promise<Interaction | undefined>>();
  /** Read once for each request, however often it is asked for. */
  const find = (req: Request, res: Response): Promise<Interaction | undefined> => {
    const details = async () => (await provider.interactionDetails(req, res)) as Interaction;
    const known = found.get(req) ?? details().catch(noneIfOver);
    found.set(req, known);
    return known;
  };

  const finish = async (
    req: Request,
    res: Response,
    prompt: LiveInteraction['prompt'] | 'any',
    result: InteractionResults,
    keep: (interaction: Interaction) => Promise<boolean> = (interaction) => interaction.save(answered).then(() => true),
  ): Promise<boolean> => {
    const interaction = await find(req, res);
    if (!interaction || (prompt !== 'any' && interaction.prompt.name !== prompt)) return false;
    interaction.result = result.error ? result : { ...interaction.lastSubmission, ...result };
    if (!(await keep(interaction))) return false;
    res.redirect(303, interaction.returnTo);
    return true;
  };

  /**
   * The answer is kept with the note of who signed in, in one write; and, where a code was sent, only where it spends that: of any number at
   * once, one is.
   */
  const signingIn =
    (signedIn: SignedIn, code: SpentCode | undefined) =>
    async (interaction: Interaction): Promise<boolean> => {
      interaction.exp = Math.floor(Date.now() / 1_000) + answered;
      const { payload } = await (interaction as unknown as Writable).getValueAndPayload();
      const answer = { payload, expiresIn: answered, signedIn };
      if (code) return store.signIns.spendCode(interaction.uid, code, answer);
      await store.signIns.answer(interaction.uid, answer);
      return true;
    };

  return {
    async interaction(req, res) {
      const interaction = await find(req, res);
      // Given up, or left for the time being: it is over for whoever comes back to it, and a second press of the button still leads to the partner.
      const left = interaction?.result?.error ?? interaction?.result?.identity_proofing;
      if (left && req.method === 'GET') return undefined;
      return (
        interaction && { ...view(interaction), subject: store.journeyEvents.subjectOf(tripOf(interaction.params)) }
      );
    },

    ...sessions,

    finishLogin(req, res, { accountId, methods, journeyId, spends }) {
      // Not remembered: the cookie ends with the browser, and the session by its own times.
      const login = { accountId, amr: [...methods], remember: false };
      const result = { login, for_whom: undefined, ...(journeyId ? { journey: journeyId } : {}) };
      const device = deviceName(req.get('user-agent'));
      const signedIn = { accountId, at: new Date(), methods: [...methods], ...(device ? { device } : {}) };
      return finish(req, res, 'login', result, signingIn(signedIn, spends));
    },

    finishProofing: (req, res, { journeyId }) =>
      finish(req, res, 'identity_proofing', { identity_proofing: {}, journey: journeyId }),

    finishLinkage: (req, res, { journeyId }) => finish(req, res, 'linkage', { linkage: {}, journey: journeyId }),

    async finishConsent(req, res, { journeyId }) {
      await sessions.confirmSession(req, res);
      return finish(req, res, 'consent', { consent: {}, journey: journeyId });
    },

    async finishForWhom(req, res, { delegationId }) {
      await sessions.confirmSession(req, res);
      return finish(req, res, 'for_whom', { for_whom: delegationId ? { delegation: delegationId } : {} });
    },

    async finishWhom(req, res, { another }) {
      if (another) return finish(req, res, 'any', { select_account: {}, for_whom: undefined, another_account: true });
      await sessions.confirmSession(req, res);
      return finish(req, res, 'select_account', { select_account: {} });
    },

    async abort(req, res, { error, description }) {
      const interaction = await find(req, res);
      const partner = await store.partners.byId(String(interaction?.params.client_id));
      if (partner?.returnCodes && interaction?.prompt.name === 'identity_proofing') {
        return finish(req, res, 'identity_proofing', { identity_proofing: {}, return_code: returnCodes[description] });
      }
      return finish(req, res, 'any', { error, error_description: description } as InteractionResults);
    },

    signInAddress: (to, asserted) => signInAddress(issuer, to, asserted),
    stepUpAddress: (to) => stepUpAddress(issuer, to),
  };
}

function noneIfOver(error: unknown): undefined {
  if (!(error instanceof errors.SessionNotFound)) throw error;
}

type Writable = { getValueAndPayload(): Promise<{ payload: AdapterPayload }> };

function view({ uid, prompt, params, session, lastSubmission, signIn }: Interaction): Omit<LiveInteraction, 'subject'> {
  const text = (name: string) => (typeof params[name] === 'string' ? (params[name] as string) : undefined);
  const vectors = parseVtr(text('vtr') ?? '') ?? [];
  // Signed in: what these authenticators cannot satisfy is out of reach within this request.
  const possible =
    session && prompt.name !== 'login' ? provable(vectors, (session.amr ?? []) as SignInMethod[]) : vectors;
  const missingScopes = (prompt.details.missingOIDCScope as string[] | undefined) ?? [];
  const journeyId = lastSubmission?.journey ?? params.journey;
  return {
    uid,
    prompt: prompt.name as LiveInteraction['prompt'],
    partnerId: text('client_id') ?? '',
    vectors: possible,
    wanted: wantedLevel(possible),
    asked: wantedLevel(vectors),
    journeyId: typeof journeyId === 'string' ? journeyId : undefined,
    accountId: session?.accountId,
    scopes: [...new Set([...(text('scope') ?? '').split(' '), ...missingScopes])],
    missingScopes,
    reference: text('verification_reference'),
    loginHint: text('login_hint'),
    uiLocales: text('ui_locales'),
    allowRegistration: params.allow_registration !== 'false',
    anew: (text('prompt') ?? '').split(' ').includes('login'),
    signIn,
  };
}
