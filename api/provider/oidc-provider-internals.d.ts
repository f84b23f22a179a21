declare module 'oidc-provider/lib/helpers/initialize_keystore.js' {
  import type { JWK } from 'jose';
  import type { Provider } from 'oidc-provider';

  /** Validates keys, all of them private, and puts them in the place of those that the provider has. */
  export default function initialize(this: Provider, jwks: { keys: JWK[] }): void;
}
