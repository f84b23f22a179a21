import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../platform/root.js';
import { withDiagrams } from './diagrams.js';

describe('The documents', () => {
  test.each(['README.md', 'docs/architecture.md'])(
    '%s shows the steps and imports that the code has now (else: npm run docs)',
    (file) => {
      const document = readFileSync(join(projectRoot, file), 'utf8');
      expect(document).toContain('<!-- made:');
      expect(withDiagrams(document)).toBe(document);
    },
  );
});
