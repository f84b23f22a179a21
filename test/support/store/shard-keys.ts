import type { Document } from 'mongodb';

/** The collections that docs/scale.md would split, each by one field, before others. */
const shardKeys: Readonly<Record<string, string>> = {
  evidence: 'caseId',
  case_keys: '_id',
  forms: '_id',
  guesses: '_id',
  identities: '_id',
  oidc_interactions: '_id',
  oidc_replays: '_id',
  service_settings: '_id',
  velocity: '_id',
  case_origins: '_id',
};

/** What all shards are asked, by name in docs/scale.md: once for an account that is erased or a case that is over, and a page of the account. */
const askedOfAll = [
  'forms.deleteMany({"caseId":0})',
  'identities.deleteMany({"accountId":0})',
  'oidc_interactions.find({"signIn.accountId":0,"signIn.done":{"$exists":0}})',
  'oidc_interactions.deleteMany({"signIn.accountId":0})',
];

/** Whether what is asked of a collection would be asked of all its shards, though it should not. @param what its shape, as in `askedOfAll` */
export function scattered(collection: string, filters: readonly Document[], what: string): boolean {
  const key = shardKeys[collection];
  return key !== undefined && !askedOfAll.includes(what) && !filters.every((filter) => names(filter, key));
}

/** Whether a filter says which values of a field it wants. */
function names(filter: Document, field: string): boolean {
  const wanted: unknown = filter[field];
  if (wanted !== undefined) return !isOperators(wanted) || '$in' in wanted || '$eq' in wanted;
  return ((filter.$and ?? []) as Document[]).some((part) => names(part, field));
}

const isOperators = (wanted: unknown): wanted is object =>
  typeof wanted === 'object' && wanted !== null && Object.keys(wanted).some((name) => name.startsWith('$'));
