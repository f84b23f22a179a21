import { Client, Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { BSON, MongoClient } from 'mongodb';
import { type Product, startProduct } from '../test/support/product/product.js';
import type { BenchmarkOptions } from './benchmark.js';
import { HttpPerson } from './http-person.js';
import { commandsOf, readMeters, used } from './meters.js';
import { travellerWithPassport } from './people.js';
import { report } from './report.js';
import { tenth } from './statistics.js';

const { History } = proto.temporal.api.history.v1;

const people = 3;

type Size = { rows: number; bytes: number };

/** `npm run bench -- sizes`: what one journey from nothing to P9 leaves behind: rows and bytes in each collection, workflows and their histories. */
export async function run({ json }: BenchmarkOptions): Promise<void> {
  const product = await startProduct({ pdsRate: 1_000_000, env: { TRUST_PROXY: '1', LOG_LEVEL: 'warn' } });
  try {
    // The first one meets cold code.
    await new HttpPerson(product, await travellerWithPassport(product, 699)).walk('P9');
    const before = await stored(product);
    const meters = await readMeters(product);
    const from = new Date();
    for (let number = 0; number < people; number++)
      await new HttpPerson(product, await travellerWithPassport(product, 700 + number)).walk('P9');
    const spent = used(meters, await readMeters(product), people);
    // Rounds in which activity and events are noted.
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    const rows = [...(await stored(product))].flatMap(([collection, size]) => {
      const { rows, bytes } = difference(size, before.get(collection));
      return rows > 0
        ? [{ collection, 'rows each': tenth(rows / people), 'bytes each': Math.round(bytes / people) }]
        : [];
    });
    const sum = rows.reduce((all, row) => all + row['bytes each'], 0);
    report(
      json,
      'sizes',
      `What a journey from nothing to P9 leaves in the database: ${sum} bytes, without indexes`,
      rows,
    );
    const cost = {
      journey: 'from nothing to P9',
      'api CPU ms': Math.round(spent.cpu.api),
      'worker CPU ms': Math.round(spent.cpu.worker),
      'checks CPU ms': Math.round(spent.cpu.checks),
      reads: tenth(commandsOf(spent, 'read')),
      writes: tenth(commandsOf(spent, 'write')),
    };
    report(json, 'journey-cost', 'What it costs', [cost]);
    report(json, 'histories', 'And in Temporal, for each journey', await histories(product, from));
  } finally {
    await product.stop();
  }
}

const difference = (after: Size, before: Size = { rows: 0, bytes: 0 }): Size => ({
  rows: after.rows - before.rows,
  bytes: after.bytes - before.bytes,
});

/** Rows and bytes of BSON by collection, of both databases. */
async function stored({ settings }: Product): Promise<Map<string, Size>> {
  const client = await new MongoClient(settings.MONGODB_URI ?? '').connect();
  const sizes = new Map<string, Size>();
  try {
    const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
    for (const { name } of databases.filter((one) => !['admin', 'config', 'local'].includes(one.name)))
      for (const collection of await client.db(name).collections()) {
        const all = await collection.find({}, { promoteValues: false }).toArray();
        const bytes = all.reduce((sum, row) => sum + BSON.calculateObjectSize(row), 0);
        if (all.length > 0) sizes.set(`${name}.${collection.collectionName}`, { rows: all.length, bytes });
      }
    return sizes;
  } finally {
    await client.close();
  }
}

/** By kind of workflow: how many each journey started, with how many events and bytes, sealed as they are stored. */
async function histories({ settings }: Product, from: Date) {
  const connection = await Connection.connect({ address: settings.TEMPORAL_ADDRESS ?? '' });
  const { workflow } = new Client({ connection });
  const kinds = new Map<string, { workflows: number; events: number; bytes: number }>();
  for await (const { type, workflowId, runId } of workflow.list({ query: `StartTime >= "${from.toISOString()}"` })) {
    const history = await workflow.getHandle(workflowId, runId).fetchHistory();
    const sum = kinds.get(type) ?? { workflows: 0, events: 0, bytes: 0 };
    kinds.set(type, {
      workflows: sum.workflows + 1,
      events: sum.events + (history.events?.length ?? 0),
      bytes: sum.bytes + History.encode(history).finish().length,
    });
  }
  await connection.close();
  return [...kinds].map(([kind, { workflows, events, bytes }]) => ({
    workflow: kind,
    'workflows each': tenth(workflows / people),
    'events each': tenth(events / people),
    'bytes each': Math.round(bytes / people),
  }));
}
