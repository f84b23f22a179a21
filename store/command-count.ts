import type { Collection, Db } from 'mongodb';
import { counter } from '../platform/metrics.js';

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
        return value(...args);
      };
      methods.set(property, method);
      return method;
    },
  });
}

function bound<T extends object>(target: T, property: string | symbol): unknown {
  const value: unknown = Reflect.get(target, property, target);
  return typeof value === 'function' ? value.bind(target) : value;
}
