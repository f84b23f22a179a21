import type { JWK } from 'jose';
import type { Provider } from 'oidc-provider';
import initializeKeystore from 'oidc-provider/lib/helpers/initialize_keystore.js';

/**
 * Puts other signing keys into a provider that runs. It takes them when it is made only, so this is what its constructor does: it fills a
 * keystore, then puts it in the place of the one before, and the public parts to `/jwks`, between two requests. (A provider for each set of
 * keys would take its sessions' listeners, models and routes with it, and each of ours again.)
 */
export function putKeys(provider: Provider, jwks: readonly JWK[]): void {
  initializeKeystore.call(provider, { keys: [...jwks] });
}
