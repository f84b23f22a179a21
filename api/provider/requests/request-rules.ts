import { decodeJwt } from 'jose';
import { type Client, errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { Scope } from '../../../domain/claims/claims.js';
import { defaultVtr, parseVtr, vectorText } from '../../../domain/levels/vectors.js';
import { ownClient } from '../../../domain/partners/own-client.js';
import type { Store } from '../../../store/database.js';
import { firstPartyVtr } from '../clients/first-party.js';

/** The longest `state`, `nonce` and reference taken: they are kept, and sent back, as they came. */
const longest = 512;
const longestReference = 255;

/**
 * What a request must keep beyond the standard: `state` and `nonce` are mandatory, scopes must be known, `vtr` must be registered for the
 * partner. While the operator works on Surety nothing begins, and the partner is told until when. Runs at `/authorize` and at `/par`, whether or not the parameters are there.
 */
export function requestRules(store: Store, offered: readonly Scope[], maintenanceUntil?: Date) {
  return {
    async vtr(ctx: KoaContextWithOIDC, vtr: string | undefined, client: Client): Promise<void> {
      if (maintenanceUntil && Date.now() < maintenanceUntil.getTime()) {
        throw new errors.CustomOIDCProviderError('temporarily_unavailable', `until ${maintenanceUntil.toISOString()}`);
      }
      const { params = {} } = ctx.oidc;
      for (const name of ['state', 'nonce']) {
        const value = params[name];
        if (typeof value !== 'string' || value === '') {
          throw new errors.InvalidRequest(`missing required parameter '${name}'`);
        }
        if (value.length > longest) throw new errors.InvalidRequest(`${name} is too long`);
      }
      const unknown = askedScopes(ctx).find((scope) => !offered.some((known) => known === scope));
      if (unknown !== undefined) throw new errors.InvalidScope('unknown scope', unknown);
      params.vtr = await checkedVtr(store, vtr, client.clientId);
    },

    verification_reference(_ctx: KoaContextWithOIDC, reference: string | undefined): void {
      if (reference === undefined || isReference(reference)) return;
      throw new errors.InvalidRequest('verification_reference not valid');
    },

    /** NHS login's own. Whoever sends it has a FIDO UAF key, which we cannot check: the person signs in by the means they have here. */
    fido_auth_response(ctx: KoaContextWithOIDC, response: string | undefined): void {
      const { params = {}, prompts } = ctx.oidc;
      if (response === undefined) return;
      if (!/^[\w-]+=*$/.test(response)) throw new errors.InvalidRequest('fido_auth_response not valid');
      if (prompts.has('none')) throw new errors.LoginRequired('fido_auth_response is not supported');
      // Kept with the request it would be of no use to anybody.
      params.fido_auth_response = undefined;
    },

    /** NHS login's own: see `allowRegistration` in ui/ports.ts. */
    allow_registration: null,

    /** Only our own sign-in names a journey. */
    journey(ctx: KoaContextWithOIDC, journey: string | undefined, client: Client): void {
      if (journey === undefined) return;
      const ours = client.clientId === ownClient && /^[\w-]{22}$/.test(journey);
      if (!ours && ctx.oidc.params) ctx.oidc.params.journey = undefined;
    },
  };
}

/** A partner's reference: 1 to 255 characters, none of them a control character. */
export function isReference(reference: string): boolean {
  return reference.length > 0 && reference.length <= longestReference && !/\p{Cc}/u.test(reference);
}

/** Scopes as they came: by now the provider has dropped those it does not know. */
function askedScopes(ctx: KoaContextWithOIDC): string[] {
  const sent = ctx.oidc.body ?? ctx.query;
  // Its signature was looked at before.
  const { scope } = typeof sent.request === 'string' ? decodeJwt(sent.request) : sent;
  return typeof scope === 'string' ? scope.split(' ').filter((one) => one !== '') : [];
}

async function checkedVtr(store: Store, vtr: string | undefined, clientId: string): Promise<string> {
  if (clientId === ownClient) return firstPartyVtr;
  const { vectors: registered = [], defaultVectors } = (await store.partners.byId(clientId)) ?? {};
  const asked = vtr ?? (defaultVectors && JSON.stringify(defaultVectors));
  const vectors = asked === undefined ? defaultsAmong(registered) : parseVtr(asked, registered);
  if (!vectors || vectors.length === 0) throw new errors.InvalidRequest('vtr not valid');
  return JSON.stringify(vectors.map(vectorText));
}

/** A partner that names no vector gets the default ones, as far as they are registered for it. */
function defaultsAmong(registered: readonly string[]) {
  return parseVtr(defaultVtr)?.filter((vector) => parseVtr(JSON.stringify([vectorText(vector)]), registered));
}
