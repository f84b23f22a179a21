/** What Apache is told. Folders are absolute. */
export interface Setting {
  folder: string;
  modules: string;
  port: number;
  /** The site behind it that reads who is signed in. */
  backend: string;
  issuer: string;
  clientId: string;
  /** PEM files of the client's key, and its key id. */
  keyFile: string;
  publicKeyFile: string;
  keyId: string;
}

const parts = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'proxy', 'proxy_http', 'headers', 'auth_openidc'];

/** Apache as the door of a site that knows nothing of OpenID Connect: everything asks for a signed-in person, whose claims go on as headers. */
export function apacheSettings({
  folder,
  modules,
  port,
  backend,
  issuer,
  clientId,
  keyFile,
  publicKeyFile,
  keyId,
}: Setting): string {
  const vtr = encodeURIComponent('["P5.Cp.Cd"]');
  const asNobody = process.getuid?.() === 0 ? 'User "#65534"\nGroup "#65534"\n' : '';
  return `
KeepAlive Off
ServerRoot "${folder}"
PidFile "${folder}/apache.pid"
ErrorLog "${folder}/error.log"
LogLevel warn
Listen 127.0.0.1:${port}
${asNobody}ServerName localhost:${port}
DefaultRuntimeDir "${folder}"
${parts.map((part) => `LoadModule ${part}_module ${modules}/mod_${part}.so`).join('\n')}

OIDCProviderMetadataURL ${issuer}/.well-known/openid-configuration
OIDCClientID ${clientId}
OIDCRedirectURI http://localhost:${port}/callback
OIDCCryptoPassphrase "only for this test"
OIDCScope "openid profile"
OIDCAuthRequestParams vtr=${vtr}
# In this order: the method is refused while there is no private key. Without a public one the module crashes.
OIDCPrivateKeyFiles ${keyId}#${keyFile}
OIDCPublicKeyFiles ${keyId}#${publicKeyFile}
OIDCProviderTokenEndpointAuth private_key_jwt
OIDCIDTokenSignedResponseAlg RS512
OIDCPKCEMethod S256
OIDCRemoteUserClaim sub
OIDCPassClaimsAs headers
OIDCCookieSameSite On

# Whoever signs in here is a program, which says so.
RequestHeader unset Sec-Fetch-Mode early

<Location />
  AuthType openid-connect
  Require claim vot:P5.Cp.Cd
</Location>
ProxyPass / ${backend}/
`;
}
