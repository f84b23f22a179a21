import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../platform/root.js';
import { pageSamples, sampleHtml } from '../test/support/page-samples.js';

const LIMIT = 60_000;
const built = join(projectRoot, 'dist');

/** Bytes on the wire: the copy that a browser is given, or for parts of a script all that it brings along at once. */
function weightOf(address: string): number {
  const file = join(built, address.replace('/assets/', 'public/'));
  return statSync(existsSync(`${file}.br`) ? `${file}.br` : file).size + partsOf(file);
}

function partsOf(file: string): number {
  if (!file.endsWith('.js')) return 0;
  const parts = [...readFileSync(file, 'utf8').matchAll(/from\s*"\.\/(part\.\w+\.js)"/g)];
  return parts.reduce((sum, [, part]) => sum + weightOf(`/assets/${part}`), 0);
}

describe('The first view', () => {
  const samples = Object.entries(pageSamples('en')).filter(([, view]) => view.powers !== 'camera');

  test.each(samples)('of %s weighs at most 60 kB, pictures included', (_, view) => {
    const html = sampleHtml(view, 'en');
    const addresses = new Set([...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, address]) => address));
    const weight = [...addresses].reduce((sum, address) => sum + weightOf(String(address)), Buffer.byteLength(html));
    expect(weight).toBeGreaterThan(5_000);
    expect(weight).toBeLessThan(LIMIT);
  });
});
