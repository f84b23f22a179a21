import { channel } from 'node:diagnostics_channel';
import type { Collection, Db } from 'mongodb';
import { counter, histogram } from '../../platform/metrics/metrics.js';
import { inChildSpan } from '../../platform/tracing/tracing.js';
import { isDuplicateKey } from '../collection.js';

/** Each of these is one command to the database, a way there and back. */
const kinds: Readonly<Record<string, 'read' | 'write'>> = {
  find: 'read',
  findOne: 'read',
  aggregate: 'read',
  countDocuments: 'read',
  distinct: 'read',
  insertOne: 'write',
  insertMany: 'write',
  updateOne: 'write',
  updateMany: 'write',
  replaceOne: 'write',
  deleteOne: 'write',
  deleteMany: 'write',
  bulkWrite: 'write',
  findOneAndUpdate: 'write',
  findOneAndReplace: 'write',
  findOneAndDelete: 'write',
};

const commands = counter('surety_store_commands_total', 'Commands sent to the database', [
  'kind',
  'command',
  'collection',
]);

const durations = histogram(
  'surety_store_command_duration_seconds',
  'Time that the database took to answer a command',
  ['kind'],
  [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
);

const failures = counter(
  'surety_store_command_errors_total',
  'Commands that the database did not answer as it should',
  ['kind', 'collection'],
);

/** What the database is asked, for who looks at that: nobody does in production, where it costs nothing. */
export type AskedCommand = {
  database: string;
  collection: string;
  kind: 'read' | 'write';
  command: string;
  args: readonly unknown[];
};
export const askedCommands = 'surety:store-command';
const asked = channel(askedCommands);

/**
 * The same database, counting what it is asked to do. (The driver could tell of each command itself, but then decodes every answer
 * twice.)
 */
export function counted(db: Db): Db {
  return new Proxy(db, {
    get(target, property) {
      if (property !== 'collection') return bound(target, property);
      return (...args: Parameters<Db['collection']>) => countedCollection(target.collection(...args));
    },
  });
}

function countedCollection(collection: Collection): Collection {
  const methods = new Map<string | symbol, unknown>();
  return new Proxy(collection, {
    get(target, property) {
      const known = methods.get(property);
      if (known) return known;
      const value = bound(target, property);
      const kind = kinds[String(property)];
      if (!kind || typeof value !== 'function') return value;
      const labels = { kind, command: String(property), collection: target.collectionName };
      const method = (...args: unknown[]) => {
        commands.inc(labels);
        if (asked.hasSubscribers) {
          const { dbName: database, collectionName } = target;
          asked.publish({ database, collection: collectionName, kind, command: property, args } as AskedCommand);
        }
        return cursors.includes(labels.command)
          ? watchedCursor(value(...args), labels)
          : watched(() => value(...args), labels);
      };
      methods.set(property, method);
      return method;
    },
  });
}

type Labels = { kind: 'read' | 'write'; command: string; collection: string };
type Cursor = { toArray: () => Promise<unknown[]> };

/** These give a cursor, the others a promise. */
const cursors = ['find', 'aggregate'];

/** A cursor asks nothing until its rows are wanted. */
function watchedCursor(cursor: Cursor, labels: Labels): Cursor {
  const toArray = cursor.toArray.bind(cursor);
  cursor.toArray = () => watched(toArray, labels);
  return cursor;
}

async function watched<T>(ask: () => Promise<T>, { kind, command, collection }: Labels): Promise<T> {
  const answered = durations.startTimer({ kind });
  try {
    return await inChildSpan(
      `${command} ${collection}`,
      { kind: 'client', attributes: spanOf({ command, collection }) },
      ask,
    );
  } catch (error) {
    // What a unique index refuses is an answer.
    if (!isDuplicateKey(error)) failures.inc({ kind, collection });
    throw error;
  } finally {
    answered();
  }
}

/** As OpenTelemetry names them; never what is asked for. */
const spanOf = ({ command, collection }: Pick<Labels, 'command' | 'collection'>) => ({
  'db.system.name': 'mongodb',
  'db.operation.name': command,
  'db.collection.name': collection,
});

function bound<T extends object>(target: T, property: string | symbol): unknown {
  const value: unknown = Reflect.get(target, property, target);
  return typeof value === 'function' ? value.bind(target) : value;
}
