import type { FindAccount, Account as ProviderAccount } from 'oidc-provider';
import { claimsOf } from '../../domain/claims.js';
import { type Level, levels, reaches } from '../../domain/levels.js';
import { randomId } from '../../platform/random-id.js';
import type { Store } from '../../store/database.js';

/** The provider's view of an account; the policy looks at its level. */
export interface SignedInAccount extends ProviderAccount {
  readonly level: Level;
}

/** The level of a vector of trust as text (`P9.Cp.Cd`). */
export function levelOfVot(vot: unknown): Level {
  const level = typeof vot === 'string' ? vot.slice(0, 2) : undefined;
  return levels.find((one) => one === level) ?? 'P0';
}

/** Finds accounts for the provider. A blocked or closed one is not found: its codes and tokens stop working at once. */
export function accountFinder(store: Store, trustmark: string): FindAccount {
  return async (_ctx, accountId, source) => {
    const account = await store.accounts.byId(accountId);
    if (!account || account.blocked) return undefined;
    const vot = votOf(source);
    // What was achieved once and holds no more is not said again.
    if (!reaches(account.level, levelOfVot(vot))) return undefined;
    const signedIn: SignedInAccount = {
      accountId,
      level: account.level,
      async claims(use, scope) {
        const contacts = store.accounts.contacts(account);
        const source = {
          ...contacts,
          reached: account.level,
          identity: store.accounts.identity(account),
          proof: account.proofs?.P9,
        };
        const claims = claimsOf(source, scope.split(' '), levelOfVot(vot), use === 'id_token' ? use : 'userinfo');
        const token = use === 'id_token' ? { jti: randomId() } : {};
        return { sub: accountId, ...token, ...(vot ? { vot, vtm: trustmark } : {}), ...claims };
      },
    };
    return signedIn;
  };
}

/** The vector achieved: the code carries it as its `acr`, the access token as a claim. */
function votOf(source: object | undefined): string | undefined {
  const { acr, extra } = (source ?? {}) as { acr?: unknown; extra?: { vot?: unknown } };
  const vot = acr ?? extra?.vot;
  return typeof vot === 'string' ? vot : undefined;
}
