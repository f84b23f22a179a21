import { createPublicKey, randomBytes } from 'node:crypto';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';

/** What an access token allows: anything an application may do, or what one patient may do with their own record. */
export type Access = { kind: 'application' } | { kind: 'patient'; nhsNumber: string; vot: string };

export interface TokenOptions {
  apiKey: string;
  keyId: string;
  /** PEM; only its public half is used, as if it had been registered. */
  privateKey: string;
  tokenUrl: string;
  /** The provider whose ID tokens can be exchanged. */
  issuer: string;
}

/** An error of the OAuth kind. */
export class TokenError extends Error {
  constructor(
    readonly status: number,
    readonly error: string,
    message: string,
  ) {
    super(message);
  }
}

/** Seconds that an access token is good for. */
const lifetime = 599;
const bearer = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange';

/** The API platform's token service: client credentials for applications, token exchange (RFC 8693) for patients. */
export class Tokens {
  readonly #issued = new Map<string, { access: Access; until: number }>();
  readonly #assertions = new Set<string>();
  readonly #key;
  #providerKeys: ReturnType<typeof createRemoteJWKSet> | undefined;

  constructor(private readonly options: TokenOptions) {
    this.#key = createPublicKey(options.privateKey);
  }

  /** Answers a form posted to the token address. @throws TokenError */
  async issue(form: Record<string, string | undefined>) {
    await this.#authenticate(form);
    const access = await this.#granted(form);
    const token = randomBytes(21).toString('base64url');
    this.#issued.set(token, { access, until: Date.now() + lifetime * 1000 });
    const common = { access_token: token, expires_in: String(lifetime), token_type: 'Bearer' };
    return access.kind === 'patient'
      ? { ...common, issued_token_type: 'urn:ietf:params:oauth:token-type:access_token' }
      : common;
  }

  /** What the header `Authorization` allows; nothing when the token is unknown or old. */
  access(header: string | undefined): Access | undefined {
    const issued = this.#issued.get(header?.match(/^Bearer (\S+)$/i)?.[1] ?? '');
    return issued && issued.until > Date.now() ? issued.access : undefined;
  }

  async #authenticate({
    client_assertion: assertion,
    client_assertion_type: type,
  }: Record<string, string | undefined>) {
    if (type !== bearer || !assertion)
      throw new TokenError(400, 'invalid_request', `Missing or invalid client_assertion_type - must be '${bearer}'`);
    const { apiKey, keyId, tokenUrl } = this.options;
    if (header(assertion).kid !== keyId)
      throw new TokenError(401, 'invalid_request', "Invalid 'kid' header in JWT - no matching public key");
    const { payload } = await jwtVerify(assertion, this.#key, {
      algorithms: ['RS512'],
      issuer: apiKey,
      subject: apiKey,
      audience: tokenUrl,
      requiredClaims: ['exp', 'jti'],
    }).catch((error: Error) => {
      throw new TokenError(401, 'invalid_client', `JWT signature or claims are invalid: ${error.message}`);
    });
    if ((payload.exp ?? 0) > Date.now() / 1000 + 300)
      throw new TokenError(400, 'invalid_request', "Invalid 'exp' claim in JWT - more than 5 minutes in future");
    if (this.#assertions.has(String(payload.jti)))
      throw new TokenError(400, 'invalid_request', "Non-unique 'jti' claim in JWT");
    this.#assertions.add(String(payload.jti));
  }

  async #granted(form: Record<string, string | undefined>): Promise<Access> {
    if (form.grant_type === 'client_credentials') return { kind: 'application' };
    if (form.grant_type !== exchange) throw new TokenError(400, 'unsupported_grant_type', 'grant_type is invalid');
    if (form.subject_token_type !== 'urn:ietf:params:oauth:token-type:id_token' || !form.subject_token)
      throw new TokenError(400, 'invalid_request', 'missing or invalid subject_token_type');
    const { issuer } = this.options;
    this.#providerKeys ??= createRemoteJWKSet(await jwksUri(issuer));
    const { payload } = await jwtVerify(form.subject_token, this.#providerKeys, { issuer }).catch((error: Error) => {
      throw new TokenError(401, 'invalid_request', `Subject token is invalid: ${error.message}`);
    });
    if (typeof payload.nhs_number !== 'string')
      throw new TokenError(400, 'invalid_request', 'No nhs_number in subject token');
    return { kind: 'patient', nhsNumber: payload.nhs_number, vot: String(payload.vot ?? '') };
  }
}

function header(assertion: string) {
  try {
    return decodeProtectedHeader(assertion);
  } catch {
    throw new TokenError(400, 'invalid_request', 'Malformed JWT in client_assertion');
  }
}

async function jwksUri(issuer: string): Promise<URL> {
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(5000) });
  return new URL(((await answer.json()) as { jwks_uri: string }).jwks_uri);
}
