import { day, hour } from '../../../domain/clock.js';
import { addressProblem } from '../../../domain/registered-address.js';
import { KeyRefused } from '../../../platform/partner-key.js';
import { usableKeys } from '../../../store/working-partner.js';
import type { UiDeps } from '../../deps.js';
import { actionOf } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Answer } from '../../http/pages.js';
import type { FormView } from '../../http/render.js';
import { dateTime } from '../../words/times.js';
import { record, type ServiceContext, servicePage } from '../service.js';
import { emptyForm } from '../view.js';
import { fits, readKey } from './read-key.js';

const algorithms = ['RS512', 'RS256', 'PS256', 'ES256'] as const;
/** When an old key ends, from now on: time enough for all of a partner's servers to have the new one. */
const ends: Readonly<Record<string, number>> = { now: 0, hour, day, week: 7 * day, month: 30 * day };

/** The keys by which a partner's assertions are known: uploaded one by one, or fetched from its own address. */
export const keysPage = (deps: UiDeps) =>
  servicePage({
    path: 'keys',
    needs: 'developer',
    changes: 'registration',
    upload: true,
    show: (context) => view(context),
    submit: (context) => acts[actionOf(context.req)]?.(deps, context) ?? { to: `${context.base}/keys` },
  });

const acts: Record<string, (deps: UiDeps, context: ServiceContext) => Promise<Answer>> = {
  async algorithm({ store }, context) {
    const assertionAlg = algorithms.find((one) => one === context.req.body.assertionAlg);
    if (!assertionAlg) return view(context, { values: {}, errors: { assertionAlg: 'missing' } });
    await store.clients.change(context.row._id, { assertionAlg });
    await record(store, context, 'service.algorithm_changed', { assertionAlg });
    return { to: `${context.base}/keys?done=saved` };
  },

  async address({ store, environment }, context) {
    const jwksUri = String(context.req.body.jwksUri ?? '').trim();
    const problem = jwksUri && addressProblem(jwksUri, { httpsOnly: environment === 'live' });
    if (problem) return view(context, { values: { jwksUri }, errors: { jwksUri: problem } });
    await store.clients.change(context.row._id, { jwksUri: jwksUri || undefined });
    await record(store, context, 'service.key_address_changed', { jwksUri });
    return { to: `${context.base}/keys?done=saved` };
  },

  async add({ store }, context) {
    const { req, row, base } = context;
    // What was pasted is not shown again: it might be a private key.
    const wrong = (code: string) => view(context, { values: {}, errors: { key: code } });
    const [file] = Array.isArray(req.files) ? req.files : [];
    const text = file?.size ? file.buffer.toString('utf8') : String(req.body.key ?? '');
    if (text.trim() === '') return wrong('missing');
    try {
      const key = await readKey(text);
      if (!fits(key.jwk, row.assertionAlg)) return wrong('key_other_algorithm');
      if (!(await store.clients.addKey(row._id, { ...key, addedAt: new Date() }))) {
        return wrong(row.kept?.keys.some(({ id }) => id === key.id) ? 'key_known' : 'key_full');
      }
      await record(store, context, 'service.key_added', { key: key.id });
      return { to: `${base}/keys?done=saved` };
    } catch (error) {
      if (error instanceof KeyRefused) return wrong(error.code);
      throw error;
    }
  },

  async end({ store }, context) {
    const { req, row, base } = context;
    const key = String(req.body.id ?? '');
    const when = String(req.body.when ?? '');
    const expiresAt = when in ends ? new Date(Date.now() + (ends[when] ?? 0)) : undefined;
    if (await store.clients.expireKey(row._id, key, expiresAt)) {
      await record(store, context, 'service.key_ends', { key, when: expiresAt?.toISOString() ?? 'never' });
    }
    return { to: `${base}/keys?done=saved` };
  },

  async remove({ store }, context) {
    const { req, row, base } = context;
    const key = String(req.body.id ?? '');
    if (await store.clients.removeKey(row._id, key)) await record(store, context, 'service.key_removed', { key });
    return { to: `${base}/keys?done=removed` };
  },
};

function view({ row, res }: ServiceContext, form: FormView = emptyForm) {
  const { language } = frameOf(res);
  const usable = new Set(usableKeys(row, new Date()).map(({ id }) => id));
  const keys = (row.kept?.keys ?? []).map(({ id, jwk, addedAt, expiresAt }) => ({
    id,
    kid: jwk.kid,
    kind: jwk.kty === 'EC' ? 'P-256' : 'RSA',
    added: dateTime(addedAt, language),
    ends: expiresAt && dateTime(expiresAt, language),
    state: !usable.has(id) ? 'ended' : row.jwksUri ? 'unused' : fits(jwk, row.assertionAlg) ? 'accepted' : 'unfit',
  }));
  return {
    page: 'portal/keys',
    form: { ...form, values: { jwksUri: row.jwksUri, assertionAlg: row.assertionAlg, ...form.values } },
    model: { keys, algorithms, ends: [...Object.keys(ends), 'never'], fromFile: row.jwks !== undefined },
  };
}
