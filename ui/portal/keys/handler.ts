import { day, hour } from '../../../domain/clock.js';
import { fieldAddressProblem, keyFits } from '../../../domain/partners/registration-rules.js';
import { signingAlgorithms } from '../../../domain/partners/signing-algorithms.js';
import { KeyRefused } from '../../../platform/keys/partner-key.js';
import { type PartnerRow, usableKeys } from '../../../store/partners/working-partner.js';
import type { UiDeps } from '../../deps.js';
import { actionOf, named } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Answer } from '../../http/pages.js';
import type { FormView } from '../../http/render.js';
import { dateTime } from '../../words/times.js';
import { changeRegistration } from '../change.js';
import { givenText } from '../given-text.js';
import { record, type ServiceContext, servicePage } from '../service.js';
import { textIn } from '../settings-page.js';
import { emptyForm } from '../view.js';
import { lookAtKeys } from './look.js';
import { readKey } from './read-key.js';

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
    submit: (context) => named(acts, actionOf(context.req))?.(deps, context) ?? { to: `${context.base}/keys` },
  });

const acts: Record<string, (deps: UiDeps, context: ServiceContext) => Promise<Answer>> = {
  async algorithm(deps, context) {
    const assertionAlg = signingAlgorithms.find((one) => one === context.req.body.assertionAlg);
    if (!assertionAlg) return view(context, { values: {}, errors: { assertionAlg: 'missing' } });
    const errors = await changeRegistration(deps, context, { assertionAlg }, 'service.algorithm_changed');
    return errors ? view(context, { values: { assertionAlg }, errors }) : { to: `${context.base}/keys?done=saved` };
  },

  async address(deps, context) {
    const { req, row, base } = context;
    const jwksUri = textIn(req.body.jwksUri);
    const wrong = (errors: FormView['errors']) => view(context, { values: { jwksUri: jwksUri ?? '' }, errors });
    const broken = jwksUri && fieldAddressProblem('jwksUri', jwksUri, { httpsOnly: deps.environment === 'live' });
    if (broken) return wrong({ jwksUri: broken });
    const seen = jwksUri ? await lookAtKeys(deps.safeFetch, jwksUri, row.kept?.seenKeys, new Date()) : undefined;
    if (seen && 'problem' in seen) return wrong({ jwksUri: seen.problem });
    if (seen && !seen.keys.some((key) => keyFits(key, row.assertionAlg))) return wrong({ jwksUri: 'jwks_unfit' });
    const errors = await changeRegistration(deps, context, { jwksUri }, 'service.key_address_changed');
    if (errors) return wrong(errors);
    if (seen) await deps.store.clients.noteSeenKeys(row._id, seen);
    return { to: `${base}/keys?done=saved` };
  },

  async look({ store, safeFetch }, context) {
    const { row, base } = context;
    if (!row.jwksUri) return { to: `${base}/keys` };
    const seen = await lookAtKeys(safeFetch, row.jwksUri, row.kept?.seenKeys, new Date());
    if ('problem' in seen) return view(context, { values: {}, errors: { jwksUri: seen.problem } });
    await store.clients.noteSeenKeys(row._id, seen);
    return { to: `${base}/keys?done=looked` };
  },

  async add({ store }, context) {
    const { req, row, base } = context;
    // What was pasted is not shown again: it might be a private key.
    const wrong = (code: string) => view(context, { values: {}, errors: { key: code } });
    const text = givenText(req, 'key');
    if (text.trim() === '') return wrong('missing');
    try {
      const key = await readKey(text);
      // One for another algorithm may be brought in ahead, beside one that is accepted.
      if (!keyFits(key.jwk, row.assertionAlg) && accepted(row).length === 0) return wrong('key_other_algorithm');
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
    const lasts = named(ends, String(req.body.when ?? ''));
    const expiresAt = lasts === undefined ? undefined : new Date(Date.now() + lasts);
    if (await store.clients.expireKey(row._id, key, expiresAt)) {
      await record(store, context, 'service.key_ends', { key, when: expiresAt?.toISOString() ?? 'never' });
    }
    return { to: `${base}/keys?done=saved` };
  },

  async remove({ store }, context) {
    const { req, row, base } = context;
    const key = String(req.body.id ?? '');
    const last = !row.jwksUri && accepted(row).length === 1 && accepted(row)[0]?.id === key;
    if (last) return view(context, { values: {}, errors: { key: 'key_last' } });
    if (await store.clients.removeKey(row._id, key)) await record(store, context, 'service.key_removed', { key });
    return { to: `${base}/keys?done=removed` };
  },
};

/** The uploaded keys by which the partner can sign in now. */
const accepted = (row: PartnerRow) => usableKeys(row, new Date()).filter(({ jwk }) => keyFits(jwk, row.assertionAlg));

function view({ row, res }: ServiceContext, form: FormView = emptyForm) {
  const { language } = frameOf(res);
  const time = (at: Date | undefined) => at && dateTime(at, language);
  const usable = new Set(usableKeys(row, new Date()).map(({ id }) => id));
  const keys = (row.kept?.keys ?? []).map(({ id, jwk, addedAt, expiresAt }) => ({
    ...{ id, kid: jwk.kid, kind: kindOf(jwk), added: time(addedAt), ends: time(expiresAt) },
    state: !usable.has(id) ? 'ended' : row.jwksUri ? 'unused' : keyFits(jwk, row.assertionAlg) ? 'accepted' : 'unfit',
  }));
  const seen = row.jwksUri && row.kept?.seenKeys?.address === row.jwksUri ? row.kept.seenKeys : undefined;
  return {
    page: 'portal/keys',
    form: { ...form, values: { jwksUri: row.jwksUri, assertionAlg: row.assertionAlg, ...form.values } },
    model: {
      keys,
      overlap: row.jwksUri ? 0 : keys.filter(({ state }) => state === 'accepted').length,
      algorithms: signingAlgorithms,
      ends: [...Object.keys(ends), 'never'],
      fromFile: row.jwks !== undefined,
      saved: row.jwksUri,
      seen: seen && {
        at: time(seen.at),
        minutes: Math.ceil(seen.holdsSeconds / 60),
        keys: seen.keys.map((key) => ({
          ...{ id: key.id, kid: key.kid, kind: kindOf(key), since: time(key.since), gone: time(key.goneAt) },
          state: key.goneAt ? 'gone' : keyFits(key, row.assertionAlg) ? 'accepted' : 'unfit',
        })),
      },
    },
  };
}

const kindOf = ({ kty }: { kty?: string }): string => (kty === 'EC' ? 'P-256' : 'RSA');
