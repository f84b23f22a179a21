import type { Request, Response } from 'express';
import type { ExitDescription } from '../domain/journey/exits.js';
import type { SignInMethod } from '../domain/levels/authenticators.js';
import type { Level } from '../domain/levels/levels.js';
import type { Vector } from '../domain/levels/vectors.js';
import type { SignIn, SpentCode } from '../store/accounts/sign-ins.js';

/** A partner's request that waits, in this very browser, for the person. */
export interface LiveInteraction {
  uid: string;
  /**
   * What the provider waits for: sign in, see whom one is about to be signed in as, say for whom one acts, raise the level, agree to share,
   * or get linkage keys.
   */
  prompt: 'login' | 'select_account' | 'for_whom' | 'identity_proofing' | 'consent' | 'linkage';
  partnerId: string;
  /** The vectors of trust asked for, and the highest level among them. */
  vectors: readonly Vector[];
  wanted: Level;
  /** The highest level that was asked for, whether these authenticators can reach it or not. */
  asked: Level;
  /** What joins the events of this request for the figures: the same from its landing to its end. */
  subject: string;
  /** The journey: named by an earlier answer to this same request, or by our own sign-in link. */
  journeyId: string | undefined;
  /** Who is signed in; absent while `prompt` is `login` and nobody is. */
  accountId: string | undefined;
  scopes: readonly string[];
  /** With `prompt` `consent`: the scopes not agreed to yet. */
  missingScopes: readonly string[];
  /** The partner's own reference of the person (`verification_reference`). Personal: never in a URL, id or log. */
  reference: string | undefined;
  loginHint: string | undefined;
  uiLocales: string | undefined;
  /** Whether people may make an account on the way: the partner may ask that they are not offered to. */
  allowRegistration: boolean;
  /** The person is to prove who they are anew (`prompt=login`): no browser that was remembered counts. */
  anew: boolean;
  /** Where the person stands in signing in, while `prompt` is `login`. */
  signIn: SignIn;
}

/** Who is signed in in this browser. */
export interface CurrentSession {
  accountId: string;
  /** Stays the same through the session's life. */
  uid: string;
  /** Seconds since 1970. */
  authTime: number;
  methods: readonly SignInMethod[];
  /** Opened on a partner's word, and nobody has said yet that it is them: they are asked before any evidence or change. */
  asserted: boolean;
  /** The sign-in it rests on took place elsewhere, and a partner's word carried it over. */
  borrowed: boolean;
  /** The partners signed in to in it, the last used first. */
  partners: readonly string[];
}

/**
 * What pages ask of the OpenID Provider. Each `finish…` and `abort` answers with a 303 that leads on (to the next prompt or back to
 * the partner) and resolves to true; false, with nothing sent, where no interaction of this browser waits for it (expired, another
 * browser, another account, another prompt). They work below `/interaction/:uid` only, where the interaction's cookie reaches.
 */
export interface ProviderBridge {
  /** The interaction of the address `/interaction/:uid`, or undefined where it is not this browser's or is over. */
  interaction(req: Request, res: Response): Promise<LiveInteraction | undefined>;
  /** Who is signed in, anywhere in the site. Reading it keeps the session awake. */
  session(req: Request, res: Response): Promise<CurrentSession | undefined>;
  finishLogin(
    req: Request,
    res: Response,
    login: {
      accountId: string;
      methods: readonly SignInMethod[];
      journeyId: string | undefined;
      /** The one-time code that proved the last method, where one did: it is spent with the answer, or there is none (and false). */
      spends?: SpentCode | undefined;
    },
  ): Promise<boolean>;
  /** The person has done what they can for now: a code follows if the level they have satisfies a vector, else `access_denied`. */
  finishProofing(req: Request, res: Response, answer: { journeyId: string }): Promise<boolean>;
  /** To be called when the agreement lies in `store.consents`. */
  finishConsent(req: Request, res: Response, answer: { journeyId: string }): Promise<boolean>;
  /** The person's linkage keys lie ready, or they go on without: `store.consents.settleLinkage` says so. */
  finishLinkage(req: Request, res: Response, answer: { journeyId: string }): Promise<boolean>;
  /** They go on as who they are signed in as; or, with `another`, somebody else signs in for this same request. */
  finishWhom(req: Request, res: Response, answer: { another: boolean }): Promise<boolean>;
  /** They go on for themselves, or by that delegation for somebody else; whether it opens anything is looked at when it is used. */
  finishForWhom(req: Request, res: Response, answer: { delegationId: string | undefined }): Promise<boolean>;
  /** Who is signed in on a partner's word has said that it is them. */
  confirmSession(req: Request, res: Response): Promise<void>;
  /** Ends the session of this browser, tells its partners, and answers with a 303 to the page that says so. */
  signOut(req: Request, res: Response): Promise<void>;
  /** Partners whose sessions have ended otherwise are told now. */
  tellPartners(): void;
  /** Back to the partner without a code; from proving one's identity with a letter, where the partner gets those (domain/partners/return-codes.ts). */
  abort(
    req: Request,
    res: Response,
    answer: { error: 'access_denied'; description: ExitDescription },
  ): Promise<boolean>;
  /**
   * Where signing in without a partner begins; it ends at the journey of that id, the page of the portal of that path, or the account.
   * @param asserted a partner's word (`asserted_login_identity`) by which its person comes without a second sign-in
   */
  signInAddress(to?: string, asserted?: string): string;
  /** Where who is signed in signs in once more, as the same account, to come back to that page of the settings (see ui/account/step-up.ts). */
  stepUpAddress(to: string): string;
}

/**
 * Pages that the provider shows itself. Each returns the HTML and may set headers, but must not end the response: the provider still
 * has cookies to set.
 */
export interface ProviderPages {
  /** Asks whether to sign out: a form to `action` by POST with `xsrf`; its button is named `logout` with the value `yes`. */
  signOut(
    req: Request,
    res: Response,
    view: { action: string; xsrf: string; partnerId: string | undefined; partners: readonly string[] },
  ): Promise<string>;
  signedOut(req: Request, res: Response, view: { partnerId: string | undefined }): Promise<string>;
  /** A request that cannot be answered by a redirect: a wrong client or redirect address, or an interaction that is over. */
  refused(req: Request, res: Response, view: { error: string; partnerId: string | undefined }): Promise<string>;
  /** The store does not answer, so nothing may be asked of it: what to do is to try again. */
  unavailable(req: Request, res: Response): Promise<string>;
  /** Too many people come at once: to wait a little, and what staff tell people before they sign in. Asks nothing of the store either. */
  waiting(req: Request, res: Response): Promise<string>;
}
