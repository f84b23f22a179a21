import { knownScopes } from '../../../domain/claims.js';
import { levels } from '../../../domain/levels.js';
import type { UiDeps } from '../../deps.js';
import { record, servicePage } from '../service.js';

/** What a partner may register: each level with a password and a code, with a passkey, or with a shared key (which nothing satisfies today). */
const vectors = levels.flatMap((level) => ['Cp.Cd', 'Cm', 'Cp.Ck'].map((how) => `${level}.${how}`));
const scopes = knownScopes.filter((scope) => scope !== 'openid');

/** What the partner may ask for: vectors of trust, scopes, the verification API. */
export const accessPage = ({ store }: UiDeps) =>
  servicePage({
    path: 'access',
    needs: 'developer',
    changes: 'registration',
    show: ({ row }) => view(row.vectors, row.scopes, row.statusApi),
    async submit(context) {
      const { req, row, base } = context;
      const chosen = {
        vectors: vectors.filter((one) => ticked(req.body.vectors).includes(one)),
        scopes: ['openid', ...scopes.filter((one) => ticked(req.body.scopes).includes(one))],
        statusApi: req.body.statusApi === 'yes',
      };
      // Of `Ck` alone nobody could ever sign in.
      const problem = chosen.vectors.length === 0 ? 'missing' : chosen.vectors.every(isShared) ? 'only_shared' : '';
      if (problem) {
        const again = view(chosen.vectors, chosen.scopes, chosen.statusApi);
        return { ...again, form: { values: {}, errors: { vectors: problem } } };
      }
      await store.clients.change(row._id, chosen);
      await record(store, context, 'service.access_changed', chosen);
      return { to: `${base}/access?done=saved` };
    },
  });

const isShared = (vector: string): boolean => vector.includes('Ck');
const ticked = (given: unknown): unknown[] => [given ?? []].flat();

function view(chosenVectors: readonly string[], chosenScopes: readonly string[], statusApi: boolean) {
  return {
    page: 'portal/access',
    form: { values: {}, errors: {} },
    model: {
      vectors: vectors.map((value) => ({ value, checked: chosenVectors.includes(value) })),
      scopes: scopes.map((value) => ({ value, checked: chosenScopes.includes(value) })),
      statusApi,
    },
  };
}
