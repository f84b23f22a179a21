import { guessesKept } from '../../domain/accounts/guessing.js';
import { sessionTimes } from '../../domain/accounts/session-times.js';
import { day } from '../../domain/clock.js';
import { handOffLifetime } from '../../domain/journey/hand-off.js';
import type { GuessRow } from '../accounts/guesses.js';
import { type InteractionRow, signInsKept } from '../accounts/sign-ins.js';
import { type SignOut, kept as signOutsKept } from '../accounts/sign-outs.js';
import { type HandOff, keptAfterEnd as handOffKept } from '../journey/hand-offs.js';
import { type Replay, type RequestRow, type Revocation, revocationsKept, type SessionRow } from '../provider/oidc.js';
import type { RefreshTokenRow } from '../provider/refresh-tokens.js';
import { account, declare, hashed, plain, sealed } from './declare.js';

/** As rate-limiter-flexible keeps it. */
type RateLimit = { _id: string; key: string; points: number; expire: Date };

/** Signing in and out, and what holds guessing back. */
export const signInRecords = [
  declare<InteractionRow>()(
    'oidc_interactions',
    {
      ...{ ...plain('_id', 'partnerId', 'expiresAt', 'removeAt'), ...sealed('sealed') },
      signIn: {
        ...plain('journeyId', 'accountId', 'second', 'proved', 'passkeyRound', 'registrationId', 'challenge', 'done'),
        ...sealed('email'),
      },
    },
    {
      purpose:
        'To sign in, to bring people back to the service, and to show them when and how their account was entered',
      whose: ['visitor', 'account holder'],
      basis: 'service',
      kept: { by: 'removeAt', lasts: signInsKept, from: 'a sign-in; 7 days after its end one that did not succeed' },
      ...{ download: ['sign_ins'], closing: 'erased' },
    },
  ),
  declare<SessionRow>()(
    'oidc_sessions',
    { ...plain('_id', 'accountId', 'root', 'payload', 'expiresAt'), ...hashed('key') },
    {
      purpose: 'To know a signed-in browser',
      whose: ['visitor', 'account holder'],
      basis: 'service',
      kept: { by: 'expiresAt', lasts: sessionTimes.idle, from: 'the last use; 12 hours after the sign-in at most' },
      ...{ download: ['sessions'], closing: 'erased' },
    },
  ),
  declare<RefreshTokenRow>()(
    'oidc_refresh_tokens',
    {
      ...{ ...plain('grantId', 'sessionUid', 'accountId', 'consumedAt', 'expiresAt'), ...hashed('_id') },
      ...sealed('sealed'),
    },
    {
      purpose: 'To let a service go on for a signed-in person without asking again',
      ...{
        whose: account,
        basis: 'service',
        kept: { by: 'expiresAt', lasts: sessionTimes.refreshable, from: 'the sign-in' },
      },
      ...{ download: ['services'], closing: 'erased' },
    },
  ),
  declare<RequestRow>()(
    'oidc_pushed_requests',
    { ...{ ...plain('consumed', 'expiresAt'), ...hashed('_id') }, ...sealed('sealed') },
    {
      purpose: 'To take a service’s request before the person comes with it',
      ...{
        whose: ['visitor'],
        basis: 'service',
        kept: { by: 'expiresAt', lasts: sessionTimes.pushedRequest, from: 'the request' },
      },
      ...{ download: { not: 'of a minute, and of nobody yet' }, closing: 'nobody' },
    },
  ),
  declare<Replay>()(
    'oidc_replays',
    { ...hashed('_id'), ...plain('at', 'expiresAt') },
    {
      purpose: 'To accept assertions, proofs and codes once',
      ...{
        whose: ['nobody'],
        basis: 'security',
        kept: { by: 'expiresAt', lasts: day, from: 'the use; mostly minutes' },
      },
      ...{ download: { not: 'hashes of ids that were used' }, closing: 'nobody' },
    },
  ),
  declare<Revocation>()('oidc_revocations', plain('_id', 'at', 'expiresAt'), {
    purpose: 'To refuse access tokens that were revoked',
    ...{ whose: account, basis: 'security', kept: { by: 'expiresAt', lasts: revocationsKept, from: 'the revocation' } },
    ...{ download: { not: 'ids of half an hour' }, closing: 'runs-out' },
  }),
  declare<SignOut>()('sign_outs', plain('_id', 'partnerId', 'accountId', 'at', 'begunAt', 'expiresAt'), {
    purpose: 'To tell services that a session is over',
    ...{ whose: account, basis: 'service', kept: { by: 'expiresAt', lasts: signOutsKept, from: 'the sign-out' } },
    ...{ download: { not: 'ids of days; the sign-out stands in activity' }, closing: 'runs-out' },
  }),
  declare<HandOff>()(
    'hand_offs',
    {
      ...plain('_id', 'journeyId', 'accountId', 'caseId', 'sessionUid', 'number', 'joinedAt', 'typed', 'endedAt'),
      ...{ ...plain('live', 'createdAt', 'expiresAt'), ...hashed('phoneHash') },
    },
    {
      purpose: 'To let a phone take over the camera steps',
      whose: account,
      basis: 'service',
      kept: {
        by: 'expiresAt',
        delay: handOffKept,
        lasts: handOffLifetime + handOffKept,
        from: 'the beginning',
      },
      ...{ download: { not: 'ids of a day' }, closing: 'runs-out' },
    },
  ),
  declare<GuessRow>()('guesses', plain('_id', 'wrong', 'at', 'expiresAt'), {
    purpose: 'To hold back who guesses passwords and codes',
    whose: ['visitor', 'account holder'],
    basis: 'security',
    kept: { by: 'expiresAt', lasts: guessesKept, from: 'the last wrong one' },
    ...{ download: { not: 'counts of a day, by keyed hash or id' }, closing: 'runs-out' },
  }),
  declare<RateLimit>()('rate_limits', plain('_id', 'key', 'points', 'expire'), {
    purpose: 'To bound how often something is asked for',
    whose: ['visitor', 'account holder', 'partner'],
    basis: 'security',
    kept: { by: 'expire', lasts: 30 * day, from: 'the beginning of the count; mostly a day' },
    ...{ download: { not: 'counts of days, by keyed hash or id' }, closing: 'runs-out' },
  }),
];
