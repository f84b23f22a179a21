import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../platform/root.js';
import { madeDocuments, withMadeParts } from './made.js';

describe('The documents', () => {
  test.each(madeDocuments)(
    '%s shows the steps, imports, scopes, reasons and routes that the code has now (else: npm run docs)',
    async (file) => {
      const document = readFileSync(join(projectRoot, file), 'utf8');
      expect(document).toContain('<!-- made:');
      expect(await withMadeParts(document)).toBe(document);
    },
  );
});
