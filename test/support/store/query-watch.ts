import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Db, Document } from 'mongodb';
import { type AskedCommand, askedCommands } from '../../../store/connection/command-count.js';
import { found, type Index } from './found-by-index.js';
import { scattered } from './shard-keys.js';

/** Collections of few rows, however many accounts there are: what is looked through there costs the same for ever. */
const few = [
  ...['blocked_email_domains', 'incidents', 'journey_notices', 'migrations', 'news', 'partners', 'roadmap'],
  ...['roll_up_hours', 'sealing_keys', 'staff'],
];

/** What the product asks by itself: not what a test asks, and not what operators start once in a while to look at everything. */
const product = /\/(store|activities|api|ui|worker|command)\//;
const others = /\.test\.|\/test\/|node_modules|\/store\/(sealing\/reseal|audit\/verify-audit)/;

/** And what `surety redrive` reads one row after the other. */
const sweeps = [
  'cases.find({"live":0})',
  'case_keys.find({"wrapped":{"$exists":0}})',
  'registrations.find({"step":{"$nin":0}})',
  'contact_changes.find({"step":{"$in":0}})',
  'linkages.find({"step":{"$ne":0}})',
  'webhook_deliveries.find({"state":0,"due":{"$exists":0}})',
];

type Asked = { db: Db; collection: string; filters: Document[]; what: string };

/** What an aggregation looks up in other collections is looked for there. */
const lookedUp = (stages: readonly Document[]) =>
  stages.flatMap(({ $lookup }) => {
    if (!$lookup) return [];
    const { from, foreignField, pipeline } = $lookup as { from: string; foreignField?: string; pipeline?: Document[] };
    const equal = foreignField === undefined ? {} : { [foreignField]: 0 };
    return [{ collection: from, filter: { ...equal, ...pipeline?.[0]?.$match } as Document }];
  });

/**
 * Looks at everything that the product asks of these databases. @returns what then tells which of it no index finds, on a large collection
 * a scan of all rows, and which would be asked of all shards where it need not be. By MongoDB's rule, since the development database explains some plans otherwise (`$or`, partial indexes).
 */
export function watchQueries(databases: readonly Db[]): () => Promise<string[]> {
  const seen = new Map<string, Asked>();
  const look = (message: unknown) => {
    const { database, collection, command, args } = message as AskedCommand;
    const db = databases.find(({ databaseName }) => databaseName === database);
    if (db && command === 'aggregate') {
      for (const { collection: from, filter } of lookedUp(args[0] as Document[])) note(db, from, '$lookup', [filter]);
    }
    if (db) note(db, collection, command, filtersOf(command, args));
  };
  const note = (db: Db, collection: string, command: string, asked: Document[]) => {
    const filters = few.includes(collection) ? [] : asked;
    const what = `${collection}.${command}(${filters.map((filter) => JSON.stringify(shapeOf(filter))).join(', ')})`;
    if (filters.length === 0 || seen.has(what) || sweeps.includes(what) || !byTheProduct()) return;
    seen.set(what, { db, collection, filters, what });
  };
  subscribe(askedCommands, look);
  return async () => {
    unsubscribe(askedCommands, look);
    const indexes = new Map<string, Promise<Index[]>>();
    const looked = await Promise.all(
      [...seen.values()].map(async ({ db, collection, filters, what }) => {
        const mine = indexes.get(collection) ?? (db.collection(collection).indexes() as Promise<Index[]>);
        indexes.set(collection, mine);
        // There are none yet where nothing was ever written.
        const known = await mine.catch((): Index[] => [{ key: { _id: 1 } }]);
        if (!filters.every((filter) => found(filter, known))) return [`${what}: no index finds it`];
        return scattered(collection, filters, what) ? [`${what}: without the shard key`] : [];
      }),
    );
    return looked.flat();
  };
}

/** The filters of a command; none where it adds rows. */
function filtersOf(command: string, args: readonly unknown[]): Document[] {
  if (command.startsWith('insert')) return [];
  if (command === 'distinct') return [(args[1] ?? {}) as Document];
  if (command === 'aggregate') return [((args[0] as Document[])[0]?.$match ?? {}) as Document];
  if (command !== 'bulkWrite') return [(args[0] ?? {}) as Document];
  const writes = args[0] as Record<string, { filter?: Document }>[];
  return writes.flatMap((write) => Object.values(write).flatMap(({ filter }) => filter ?? []));
}

/** A filter without its values: fields and operators. */
function shapeOf(filter: unknown): unknown {
  if (Array.isArray(filter)) return filter.map(shapeOf);
  if (typeof filter !== 'object' || filter === null || Object.getPrototypeOf(filter) !== Object.prototype) return 0;
  return Object.fromEntries(
    Object.entries(filter).map(([name, value]) => [
      name,
      name.startsWith('$') && !/^\$(and|or|not|elemMatch)$/.test(name) ? 0 : shapeOf(value),
    ]),
  );
}

/** Whether the product asks: by the file that called. */
function byTheProduct(): boolean {
  const frames = (new Error().stack ?? '').split('\n').slice(1);
  const asking = frames.find((frame) => !/query-watch|command-count|node:|diagnostics_channel/.test(frame)) ?? '';
  return product.test(asking) && !others.test(asking);
}
