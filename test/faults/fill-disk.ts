import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';
import type { Part, Product } from '../support/product/product.js';
import { startAgain } from './start-again.js';

/**
 * Fills the disk that a server keeps its files on. @returns what gives the room back. A server that ended is started again then, as its
 * supervisor does; so is the development database, which goes on and answers nothing any more where mongod ends itself.
 */
export async function fillDisk(product: Product, part: Part): Promise<() => Promise<void>> {
  const disk = product.disks?.[part];
  if (!disk) throw new Error(`the disk of ${part} cannot be filled: the product was not started with small disks`);
  disk.fill();
  if (part === 'database') await useUp(product);
  return async () => {
    disk.free();
    if (product.runs(part) && (part !== 'database' || (await takes(product)))) return;
    await product.kill(part);
    await startAgain(product, part);
  };
}

/** What the database had put by for its journal. */
async function useUp(product: Product): Promise<void> {
  for (let pieces = 0; pieces < 200 && (await takes(product, 1 << 20)); pieces++);
}

/** Whether the database keeps what it is given. */
async function takes({ settings }: Product, bytes = 1): Promise<boolean> {
  const options = { serverSelectionTimeoutMS: 2_000, socketTimeoutMS: 5_000, retryWrites: false };
  const client = new MongoClient(settings.MONGODB_URI ?? '', options);
  try {
    const pieces = client.db('filled').collection('pieces');
    await pieces.insertOne({ piece: randomBytes(bytes) }, { writeConcern: { w: 'majority', journal: true } });
    return true;
  } catch {
    return false;
  } finally {
    await client.close();
  }
}
