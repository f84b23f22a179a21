import type { Lookup } from '../../platform/keys/lookup.js';

/** Where an entry stands in the chain. Once sealed, an entry cannot be changed, taken out, moved or put between others unseen. */
export type Seal = {
  /** 1, 2, 3 … without a gap: the order of sealing, which may differ from the order of `at`. */
  number: number;
  at: Date;
  /** Made from the former entry's, this entry's `mac`, number and time. */
  hash: string;
};

/** Where the chain ends. `pending`: the entries that come next, decided but maybe not yet written to all of them. */
export type AuditHead = {
  _id: 'head';
  number: number;
  hash: string;
  pending?: { id: string; seal: Seal }[];
};

/** What the first entry follows. */
export const emptyHead: AuditHead = { _id: 'head', number: 0, hash: '' };

/** The parts of a stored entry that are not the entry itself. */
const aside = new Set(['mac', 'seal', 'unsealed']);

/**
 * What shows that an entry is as this product wrote it: a keyed hash over all of its fields, the id included. Who can write to the
 * database but has not the key can neither change an entry nor add one.
 */
export function macOf(lookup: Lookup, row: Readonly<Record<string, unknown>>): string {
  const own = Object.fromEntries(Object.entries(row).filter(([name]) => !aside.has(name)));
  return lookup.lookup('auditEntry', canonical(own));
}

/** The seal of the entry that comes after `former`. */
export function sealAfter(lookup: Lookup, former: Pick<AuditHead, 'number' | 'hash'>, mac: string, at: Date): Seal {
  const number = former.number + 1;
  return { number, at, hash: lookup.lookup('auditChain', `${number} ${former.hash} ${at.getTime()} ${mac}`) };
}

/** JSON whose fields stand in one order, whatever order they were given or are stored in. */
function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify({ $date: value.getTime() });
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`;
}
