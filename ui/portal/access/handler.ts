import { knownScopes, offeredScopes } from '../../../domain/claims/claims.js';
import { levels } from '../../../domain/levels/levels.js';
import type { UiDeps } from '../../deps.js';
import { chosenIn, settingsPage } from '../settings-page.js';

/** What a partner may register: each level with a password and a code, with a passkey, or with a shared key (which nothing satisfies today). */
const usualVectors = levels.flatMap((level) => ['Cp.Cd', 'Cm', 'Cp.Ck'].map((how) => `${level}.${how}`));

/** Registered in another way (from a file), a vector is offered too: saving takes away nothing that was not unticked. */
const offered = (registered: readonly string[]): string[] => [...new Set([...usualVectors, ...registered])];

/** What the partner may ask for: vectors of trust, scopes, the verification API. */
export const accessPage = (deps: UiDeps) => {
  /** Registered before, a scope that is not offered now stays in sight: saving takes away nothing that was not unticked. */
  const scopesFor = (registered: readonly string[]): string[] => {
    const stays = knownScopes.filter((scope) => registered.includes(scope));
    return [...new Set<string>([...offeredScopes(deps.linkage ?? false), ...stays])].filter(
      (scope) => scope !== 'openid',
    );
  };
  return settingsPage(deps, {
    path: 'access',
    action: 'service.access_changed',
    required: { vectors: 'missing' },
    model: ({ vectors, scopes: chosen, statusApi }) => ({
      vectors: offered(vectors).map((value) => ({ value, checked: vectors.includes(value) })),
      scopes: scopesFor(chosen).map((value) => ({ value, checked: chosen.includes(value) })),
      statusApi,
    }),
    read: (body, { vectors, scopes }) => ({
      vectors: chosenIn(body.vectors, offered(vectors)),
      scopes: ['openid', ...chosenIn(body.scopes, scopesFor(scopes))],
      statusApi: body.statusApi === 'yes',
    }),
  });
};
