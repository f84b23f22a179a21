import { readFile } from 'node:fs/promises';
import { loadConfig } from '../platform/config.js';
import { createLookup } from '../platform/lookup.js';
import { createSealer } from '../platform/sealing.js';
import { openStore } from '../store/database.js';
import { readDocumentList } from './document-list.js';

/**
 * `node dist/worker/block-documents.js add|remove FILE`: loads a list of lost, stolen or forged documents, or takes them off, with the
 * settings of the checks process. Delete the file afterwards: the store keeps keyed hashes only.
 */
const [action, file] = process.argv.slice(2);
if (!file || (action !== 'add' && action !== 'remove')) {
  process.stderr.write('block-documents add|remove FILE: one document a line, as issuer,number (GBR,123456789)\n');
  process.exit(2);
}
const documents = readDocumentList(await readFile(file, 'utf8'));
const config = loadConfig(process.env, 'checks');
const store = await openStore(
  config,
  createSealer(config.sealingKey),
  createLookup(config.lookupKey, config.environment),
);
await store.environment.keepTo(config.environment, 'block-documents', new Date());
if (action === 'add') await store.blockedDocuments.add(documents, new Date());
else await store.blockedDocuments.remove(documents);
await store.close();
process.stdout.write(`${documents.length} documents: ${action === 'add' ? 'on the list' : 'off the list'}\n`);
