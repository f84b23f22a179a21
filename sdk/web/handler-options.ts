import type { SignedIn } from '../signed-in.js';
import type { WebhookEvent } from '../webhooks.js';
import type { Problem } from './problem-page.js';
import type { SessionStore } from './sessions.js';

type Eventually<T> = T | Promise<T>;

export interface HandlerOptions {
  /** 32 random characters or more; several while one is being replaced, the new one first. Seals sign-ins under way. */
  secret: string | readonly string[];
  /** Where sessions are kept; in this process unless you say. */
  sessions?: SessionStore;
  /** How long a session lasts with you; 12 hours unless you say, as at Surety. */
  sessionSeconds?: number;
  /** What your cookies' names begin with: `surety` unless you say. Several partners on one host need names of their own. */
  cookiePrefix?: string;
  /** Where people go who did not come from a page of yours; `/` unless you say. */
  home?: string;
  /** Called when a person is signed in, before they go on: find or make your own record of them. An answer replaces the redirect. */
  onSignedIn?: (signedIn: SignedIn, request: Request) => Eventually<Response | undefined>;
  /** Answers a sign-in that did not work, in place of a plain page. */
  onProblem?: (problem: Problem, request: Request) => Eventually<Response>;
  /** `whsec_…`; without any, webhooks are not taken. */
  webhookSecrets?: readonly string[];
  /** Called for each delivery whose signature holds. Where it throws, Surety sends it again. */
  onEvent?: (event: WebhookEvent) => Eventually<void>;
}
