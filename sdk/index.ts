export type { Api, ApiRequest } from './api.js';
export type { Claims, Identity, Verification } from './claims.js';
export { type Advice, ApiProblem, SuretyError, type SuretyErrorCode } from './errors.js';
export type { Algorithm, PrivateKey } from './key.js';
export { type Level, levelOf, levels, reaches } from './levels.js';
export type { SuretyOptions } from './options.js';
export type { Refreshable } from './refresh.js';
export type { PendingSignIn, SignInRequest } from './sign-in.js';
export type { SignedOut } from './sign-out.js';
export type { SignedIn, Unfinished } from './signed-in.js';
export type { Figures, Statistics } from './statistics.js';
export { createSurety, type Surety } from './surety.js';
export type {
  CreatedVerification,
  NewVerification,
  Page,
  PageRequest,
  Reading,
  VerificationState,
  VerificationStatus,
} from './verification-types.js';
export type { Verifications } from './verifications.js';
export { type VerifiedClaimsRequest, verifiedClaims } from './verified-claims.js';
export { createHandlers, type HandlerOptions, type PageSignIn, type SuretyHandlers } from './web/handlers.js';
export { type Problem, problemPage } from './web/problem-page.js';
export { memorySessions, type Session, type SessionStore } from './web/sessions.js';
export { checkWebhook, type WebhookCheck, type WebhookEvent } from './webhooks.js';
