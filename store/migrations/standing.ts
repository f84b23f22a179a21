import type { Recorded } from './ledger.js';
import type { Migration } from './migration.js';

/** How a database stands to the code of a process. */
export type SchemaStanding = {
  /** What this process knows and the database has not been through. */
  pending: { number: number; name: string }[];
  missingIndexes: string[];
  /** What the database has been through that this process does not know, and which it cannot work with. */
  beyond: { number: number; name: string }[];
};

/** @param indexes those that the code asks for, and those that the database has */
export function standingOf(
  known: readonly Migration[],
  recorded: readonly Recorded[],
  indexes: { wanted: readonly string[]; there: readonly string[] },
): SchemaStanding {
  const done = new Set(recorded.flatMap(({ _id, doneAt }) => (doneAt ? [_id] : [])));
  const newest = known.at(-1)?.number ?? 0;
  const there = new Set(indexes.there);
  return {
    pending: known.filter(({ number }) => !done.has(number)).map(({ number, name }) => ({ number, name })),
    missingIndexes: indexes.wanted.filter((name) => !there.has(name)),
    // Begun is enough: rows may have their new form already.
    beyond: recorded.flatMap(({ _id, name, breaks }) => (_id > newest && breaks ? [{ number: _id, name }] : [])),
  };
}

export const isReady = ({ pending, missingIndexes, beyond }: SchemaStanding): boolean =>
  pending.length + missingIndexes.length + beyond.length === 0;

/** The database was migrated by a newer version, to something that this one would misread: the process must not start. */
export class SchemaTooNew extends Error {
  readonly code = 'schema_too_new';

  constructor(beyond: SchemaStanding['beyond'], newest: number) {
    const names = beyond.map(({ number, name }) => `${number} (${name})`).join(', ');
    super(
      `The database has been through migration ${names}, which this version of Surety cannot work with; it knows those up to ${newest}. ` +
        'Start the version that made it, or a newer one; or restore the backup from before it. See docs/deploying.md.',
    );
    this.name = 'SchemaTooNew';
  }
}
