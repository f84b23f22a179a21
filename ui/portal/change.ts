import type { FieldErrors } from '../../domain/journey/field-errors.js';
import { type BrokenRule, brokenRules, type Registration } from '../../domain/partners/registration-rules.js';
import type { ClientChange } from '../../store/partners/clients.js';
import { type PartnerRow, usableKeys } from '../../store/partners/working-partner.js';
import type { UiDeps } from '../deps.js';
import { record, type ServiceContext } from './service.js';

export type RuleDeps = Pick<UiDeps, 'algorithms' | 'environment'>;

/**
 * Sets fields of a registration as one form asks, unless that breaks a rule of registrations. What really changed is in the audit.
 * @returns what is wrong, by field of the form; undefined where it is done
 */
export async function changeRegistration(
  { store, ...around }: Pick<UiDeps, 'store'> & RuleDeps,
  context: Pick<ServiceContext, 'row' | 'account' | 'service'>,
  change: ClientChange,
  action: `service.${string}`,
): Promise<FieldErrors | undefined> {
  const { row } = context;
  const fields = Object.keys(change) as (keyof ClientChange)[];
  const wrong = brokenIn({ ...row, ...change }, around).flatMap(({ code, fields: tied }) => {
    const field = tied.find((one) => fields.some((own) => own === one));
    return field ? [[field, code] as const] : [];
  });
  // Of several things wrong with a field the first is told.
  if (wrong.length > 0) return Object.fromEntries(wrong.reverse());
  const changed = fields.filter((field) => !same(row[field], change[field]));
  if (changed.length === 0) return undefined;
  if (!(await store.clients.change(row._id, change, row))) return { [fields[0] ?? 'form']: 'changed_meanwhile' };
  const details = Object.fromEntries(changed.map((field) => [field, change[field] ?? '']));
  await record(store, context, action, details);
  return undefined;
}

/** The rules that a registration of the portal breaks, its uploaded keys included. */
export function brokenIn(row: PartnerRow, { algorithms, environment }: RuleDeps): BrokenRule[] {
  const { jwks, ...rest } = row;
  const uploaded = usableKeys(row, new Date()).map(({ jwk }) => jwk);
  const counting = row.kept ? uploaded.length > 0 && !row.jwksUri && { keys: uploaded } : jwks;
  const registration: Registration = { ...rest, ...(counting ? { jwks: counting } : {}) };
  return brokenRules(registration, { algorithms, httpsOnly: environment === 'live' });
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? '') === JSON.stringify(other ?? '');
