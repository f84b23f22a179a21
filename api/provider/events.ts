import type { EventEmitter } from 'node:events';
import { errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import { deviceName } from '../../domain/accounts/device-name.js';
import { vectorText } from '../../domain/levels/vectors.js';
import { ownClient } from '../../domain/partners/own-client.js';
import type { Logger } from '../../platform/log/log.js';
import { counter } from '../../platform/metrics/metrics.js';
import type { PartOfSession } from '../../store/provider/session-parts.js';
import { actingIn } from './prompts/acting.js';
import { achievedVector, returnCodeOf } from './prompts/policy.js';
import type { OwnParts } from './sessions/sessions.js';
import { achievedText } from './tokens/achieved.js';

const failures = [
  'authorization.error',
  'pushed_authorization_request.error',
  'grant.error',
  'userinfo.error',
  'revocation.error',
  'end_session.error',
] as const;

const refusals = counter('surety_openid_refusals_total', 'Requests that the OpenID Provider refused', [
  'event',
  'error',
]);
const codes = counter('surety_openid_codes_total', 'Authorization codes given, by the level achieved', ['level']);

/** What happens when the provider reports something: the vector achieved goes into the code, failures into the log and the metrics. */
export function watchProvider(provider: Provider, log: Logger): void {
  // Synchronous, just before the code is made; the code takes the session's `acr` along to the tokens.
  provider.on('authorization.accepted', (ctx: KoaContextWithOIDC) => {
    const vector = achievedVector(ctx);
    const acting = actingIn(ctx);
    const delegationId = acting?.delegation.id;
    const achieved = { vot: vectorText(vector), returnCode: returnCodeOf(ctx), delegationId };
    const { session, client } = ctx.oidc;
    if (session) {
      session.acr = achievedText(achieved);
      (session as OwnParts).device = deviceName(ctx.get('user-agent'));
    }
    const part =
      session &&
      client &&
      client.clientId !== ownClient &&
      (session.authorizationFor(client.clientId) as PartOfSession);
    // Signing out ends the tokens of this session, and not those that the person has of the same partner elsewhere (end-session.ts).
    const of = acting ? { subjectId: acting.subject.id } : {};
    if (part) Object.assign(part, { usedAt: Math.floor(Date.now() / 1_000), persistsLogout: true, ...of });
    codes.inc({ level: vector.level });
  });
  for (const event of failures) {
    provider.on(event as 'grant.error', (ctx, error) => {
      const code = error instanceof errors.OIDCProviderError ? error.error : 'server_error';
      refusals.inc({ event, error: code });
      log.info(
        { event, reason: code, detail: detailOf(error), partner: ctx.oidc?.client?.clientId },
        'openid request refused',
      );
    });
  }
  provider.on('server_error', (_ctx, error) => log.error({ err: error }, 'openid provider failed'));
  const koa: EventEmitter = provider;
  koa.on('error', (error: unknown) => log.error({ err: error }, 'openid provider failed'));
}

/** The provider's own words; they quote no value that a person or partner sent. */
function detailOf(error: Error): unknown {
  const { error_detail, error_description } = error as { error_detail?: string; error_description?: string };
  return error_detail ?? error_description;
}
