import { readFile } from 'node:fs/promises';
import { type Subcommand, UsageError } from './command.js';
import { readDocumentList } from './document-list.js';
import { flags, ordering, orderOf } from './flags.js';
import { demandMigrated, noted, opened } from './open.js';

/** Loads a list of lost, stolen or forged documents, or takes them off. */
export const blockDocuments: Subcommand = {
  usage: 'block-documents add|remove FILE --by NAME --reason TEXT',
  more: `Puts lost, stolen or forged documents on the list of those that are refused, or takes them off. FILE: one document a line, as
issuer,number (GBR,123456789). Delete it afterwards: the store keeps keyed hashes only.`,
  run: async ({ args, env }) => {
    const { values, positionals } = flags(args, ordering, 2);
    const [action, file] = positionals;
    if (!file || (action !== 'add' && action !== 'remove')) {
      throw new UsageError('add or remove, and FILE, are needed');
    }
    const order = orderOf(values);
    const documents = readDocumentList(await readFile(file, 'utf8'));
    return opened({ env }, async ({ store }) => {
      await demandMigrated(store);
      const details = { documents: documents.length };
      await noted(store, order, { action: action === 'add' ? 'documents.blocked' : 'documents.unblocked', details });
      if (action === 'add') await store.blockedDocuments.add(documents, new Date());
      else await store.blockedDocuments.remove(documents);
      const lines = [`${documents.length} documents: ${action === 'add' ? 'on the list' : 'off the list'}`];
      return { ok: true, lines, json: { action, documents: documents.length } };
    });
  },
};
