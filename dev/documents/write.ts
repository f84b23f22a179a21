import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../platform/root.js';
import { madeDocuments, withMadeParts } from './made.js';

/** `npm run docs`: writes the parts of the documents that are made from the code. */
for (const file of madeDocuments) {
  const path = join(projectRoot, file);
  writeFileSync(path, await withMadeParts(readFileSync(path, 'utf8')));
}
