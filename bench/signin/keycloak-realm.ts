import type { JWK } from 'jose';

/** Somebody with an account there: a password, and an authenticator app in place of our text messages. */
export interface KeycloakUser {
  username: string;
  password: string;
  /** The shared secret of the authenticator app, as text. */
  otpSecret: string;
}

export const realmName = 'bench';

/**
 * A realm with our client and its people, as `kc.sh import` takes it. Signed as we sign (RS512, two tokens), the client proves itself as
 * it does to us. One round of hashing leaves the password's cost out; codes may be used twice, since a benchmark does not wait for the
 * next one. All else is as Keycloak makes it.
 */
export function keycloakRealm(clientId: string, redirectUri: string, jwk: JWK, users: readonly KeycloakUser[]) {
  return {
    realm: realmName,
    enabled: true,
    sslRequired: 'none',
    passwordPolicy: 'hashAlgorithm(pbkdf2-sha256) and hashIterations(1)',
    otpPolicyType: 'totp',
    otpPolicyAlgorithm: 'HmacSHA1',
    otpPolicyDigits: 6,
    otpPolicyInitialCounter: 0,
    otpPolicyPeriod: 30,
    otpPolicyLookAheadWindow: 3,
    otpPolicyCodeReusable: true,
    clients: [
      {
        clientId,
        enabled: true,
        protocol: 'openid-connect',
        publicClient: false,
        standardFlowEnabled: true,
        redirectUris: [redirectUri],
        clientAuthenticatorType: 'client-jwt',
        attributes: {
          'use.jwks.string': 'true',
          'jwks.string': JSON.stringify({ keys: [jwk] }),
          'token.endpoint.auth.signing.alg': 'RS512',
          'id.token.signed.response.alg': 'RS512',
          'access.token.signed.response.alg': 'RS512',
          'pkce.code.challenge.method': 'S256',
        },
      },
    ],
    users: users.map(({ username, password, otpSecret }) => ({
      username,
      email: username,
      emailVerified: true,
      firstName: 'Robin',
      lastName: 'Quick',
      enabled: true,
      credentials: [
        { type: 'password', value: password },
        {
          type: 'otp',
          userLabel: 'app',
          secretData: JSON.stringify({ value: otpSecret }),
          credentialData: JSON.stringify({
            subType: 'totp',
            digits: 6,
            counter: 0,
            period: 30,
            algorithm: 'HmacSHA1',
          }),
        },
      ],
    })),
  };
}
