import type { Collection, CreateIndexesOptions, Db, IndexSpecification } from 'mongodb';
import type { StoreTools } from '../tools.js';

/** An index that a collection asks for. */
export type DeclaredIndex = {
  /** Database, collection, keys and options, by which it is known again: `accounts: emailKey 1 {"unique":true}`. */
  name: string;
  make(): Promise<unknown>;
};

/** What the collections ask for, without making it. @param declare has every collection say which indexes it wants */
export async function declaredIndexes(
  tools: StoreTools,
  declare: (tools: StoreTools) => Promise<unknown>,
): Promise<DeclaredIndex[]> {
  const found: DeclaredIndex[] = [];
  await declare({ ...tools, db: noting(tools.db, '', found), keysDb: noting(tools.keysDb, 'keys ', found) });
  return found;
}

/** The same database, which notes what indexes it is asked for in place of making them. */
function noting(db: Db, prefix: string, found: DeclaredIndex[]): Db {
  const createIndex = (collection: Collection) => (keys: IndexSpecification, options?: CreateIndexesOptions) => {
    const wanted = options ? ` ${JSON.stringify(options)}` : '';
    const name = `${prefix}${collection.collectionName}: ${Object.entries(keys).flat().join(' ')}${wanted}`;
    found.push({ name, make: () => collection.createIndex(keys, options) });
    return Promise.resolve(name);
  };
  return instead(db, 'collection', (name: string) => {
    const collection = db.collection(name);
    return instead(collection, 'createIndex', createIndex(collection));
  });
}

/** An object of which one method is another. */
function instead<T extends object>(object: T, method: keyof T, other: unknown): T {
  return new Proxy(object, {
    get(target, property) {
      if (property === method) return other;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
