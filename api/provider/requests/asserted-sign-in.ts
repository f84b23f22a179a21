import { type Client, errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import type { Logger } from '../../../platform/log/log.js';
import type { Store } from '../../../store/database.js';
import { askWhom } from '../prompts/whom.js';
import { assertedLogins } from './asserted-login.js';

type Session = NonNullable<KoaContextWithOIDC['oidc']['session']>;

/**
 * Signs in by a partner's word. It opens a session where there is none, and never takes the place of another: whoever is signed in here
 * already as somebody else, or whose partner's word does not count, is asked whom they mean to be. `prompt=login` signs in anew anyhow;
 * `prompt=none` answers `sso_login_required` where the word does not do.
 */
export function assertedSignIn(store: Store, log: Logger) {
  const checks = new WeakMap<Provider, ReturnType<typeof assertedLogins>>();

  return async (ctx: KoaContextWithOIDC, assertion: string | undefined, client: Client): Promise<void> => {
    const { oidc } = ctx;
    // A pushed request is looked at when it is used: the word is good for once.
    if (assertion === undefined || oidc.route !== 'authorization' || oidc.prompts.has('login')) return;
    const check = checks.get(oidc.provider) ?? assertedLogins(oidc.provider, store);
    checks.set(oidc.provider, check);
    const session = oidc.session as Session;
    const asserted = await check(assertion, client.clientId);
    const problem = 'problem' in asserted ? asserted.problem : undefined;
    if (problem) log.info({ reason: problem, partner: client.clientId }, 'asserted sign-in not taken');

    if ('by' in asserted && !session.accountId) {
      const { accountId, loginTs, amr, root, by } = asserted;
      session.loginAccount({ accountId, loginTs, amr, transient: true });
      Object.assign(session, { root, asserted: by, borrowed: true });
      return;
    }
    if ('by' in asserted && session.accountId === asserted.accountId) return;
    if (oidc.prompts.has('none')) {
      throw new errors.CustomOIDCProviderError('sso_login_required', problem ?? 'another account is signed in');
    }
    if (session.accountId) askWhom(ctx);
  };
}
