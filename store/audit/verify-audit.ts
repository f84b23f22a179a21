import type { Collection } from 'mongodb';
import type { Lookup } from '../../platform/keys/lookup.js';
import type { StoreTools } from '../tools.js';
import type { AuditRow } from './audit.js';
import { type AuditHead, emptyHead, macOf, type Seal, sealAfter } from './audit-chain.js';

/**
 * What is wrong with an entry: `changed`, or written by somebody without the key; `missing` from its place; `moved`, or put between others;
 * `outside`: it has a place that the chain never gave; `cut`: the chain ends before an end that is known.
 */
export type BrokenEntry = { number?: number; id?: string; what: 'changed' | 'missing' | 'moved' | 'outside' | 'cut' };

export type AuditReport = {
  /** The first that is wrong. */
  broken?: BrokenEntry;
  /** How many sealed entries were looked at, and found to be right. */
  sealed: number;
  /** Those that wait for their place: few, and young, while an api process runs. */
  unsealed: number;
  oldestUnsealed?: Date;
  /** Where the chain ends: to be kept elsewhere, and given as `known` the next time. */
  head: { number: number; hash: string };
};

/**
 * Walks the whole audit, one entry in memory at a time, also while others write.
 * @param known an end of the chain that was noted earlier: shows whether newer entries were cut off, which the store alone cannot
 */
export async function verifyAudit(
  { db, lookup }: Pick<StoreTools, 'db' | 'lookup'>,
  known?: { number: number; hash: string },
): Promise<AuditReport> {
  const rows = db.collection<AuditRow>('audit');
  const headOf = async () => (await db.collection<AuditHead>('audit_head').findOne({ _id: 'head' })) ?? emptyHead;
  const head = await headOf();
  const { number, hash } = head;
  const report: AuditReport = { sealed: 0, unsealed: 0, head: { number, hash } };

  const chain = await walk(rows, lookup, head, known);
  report.sealed = chain.right;
  if (chain.broken) return { ...report, broken: chain.broken };
  if (known && known.number > number) return { ...report, broken: { number: known.number, what: 'cut' } };

  // Not yet sealed, sealed since the walk began, or with a place that is none.
  for await (const row of rows.find({ 'seal.number': { $not: { $lte: number } } })) {
    const { _id: id, seal, at } = row;
    if (row.mac !== macOf(lookup, row)) return { ...report, broken: { id, what: 'changed' } };
    if (seal && !isGiven(seal, await headOf())) return { ...report, broken: { id, what: 'outside' } };
    if (seal) continue;
    report.unsealed += 1;
    if (!report.oldestUnsealed || at < report.oldestUnsealed) report.oldestUnsealed = at;
  }
  return report;
}

function isGiven({ number, hash }: Seal, head: AuditHead): boolean {
  return number <= head.number || head.pending?.some(({ seal }) => seal.hash === hash) === true;
}

async function walk(
  rows: Collection<AuditRow>,
  lookup: Lookup,
  head: AuditHead,
  known: { number: number; hash: string } | undefined,
): Promise<{ right: number; broken?: BrokenEntry }> {
  let former: Pick<AuditHead, 'number' | 'hash'> = emptyHead;
  const inOrder = rows.find({ 'seal.number': { $lte: head.number } }).sort({ 'seal.number': 1 });
  for await (const row of inOrder) {
    const broken = brokenAfter(lookup, former, row);
    if (broken) return { right: former.number, broken };
    former = row.seal as NonNullable<AuditRow['seal']>;
    if (known?.number === former.number && known.hash !== former.hash) {
      return { right: former.number - 1, broken: { number: former.number, id: row._id, what: 'cut' } };
    }
  }
  if (former.number < head.number) {
    return { right: former.number, broken: { number: former.number + 1, what: 'missing' } };
  }
  return former.hash === head.hash
    ? { right: former.number }
    : { right: former.number, broken: { number: former.number, what: 'moved' } };
}

function brokenAfter(
  lookup: Lookup,
  former: Pick<AuditHead, 'number' | 'hash'>,
  row: AuditRow,
): BrokenEntry | undefined {
  const { _id: id, seal } = row;
  const next = former.number + 1;
  if (!seal || seal.number > next) return { number: next, what: 'missing' };
  const entry = { number: seal.number, id };
  if (seal.number < next) return { ...entry, what: 'moved' };
  if (row.mac !== macOf(lookup, row)) return { ...entry, what: 'changed' };
  if (seal.hash !== sealAfter(lookup, former, row.mac, seal.at).hash) return { ...entry, what: 'moved' };
}
