import { join } from 'node:path';
import { root } from '../root.mjs';
import { find } from './find.mjs';
import { fromPypi } from './pypi.mjs';
import { reachable } from './reachable.mjs';

/** A MongoDB server, or one that speaks like it (`secantusd-py`), for development and tests. */
export const findMongo = () =>
  find({
    name: 'mongod',
    setting: 'MONGOD_PATH',
    programs: ['mongod'],
    ways: [downloadMongo, () => fromPypi('SecantusDB', 'secantusd-py')],
    advice: 'Set MONGODB_URI to a running MongoDB, or put mongod on PATH.',
    probe: ['--help'],
  });

async function downloadMongo() {
  if (!(await reachable('https://fastdl.mongodb.org'))) return undefined;
  console.log('Downloading MongoDB …');
  const { MongoBinary } = await import('mongodb-memory-server');
  try {
    return await MongoBinary.getPath({ downloadDir: join(root, '.cache/mongodb') });
  } catch {
    return undefined;
  }
}
