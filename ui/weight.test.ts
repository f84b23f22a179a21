import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../platform/root.js';
import { pageSamples } from '../test/support/samples/page-samples.js';
import { sampleHtml } from '../test/support/samples/sample-html.js';

const LIMIT = 60_000;
/** A case before a caseworker: all its pictures, comparisons and choices at once. */
const LIMIT_OF_CASE = 80_000;
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

/** What a page names itself, and the page. */
function weightAtFirst(html: string): number {
  const addresses = new Set([...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, address]) => address));
  return [...addresses].reduce((sum, address) => sum + weightOf(String(address)), Buffer.byteLength(html));
}

const pages = Object.entries(pageSamples('en'));

describe('The first view', () => {
  const samples = pages.filter(([, view]) => view.powers !== 'camera');

  test.each(samples)('of %s weighs at most 60 kB, pictures included', (_, view) => {
    const html = sampleHtml(view, 'en');
    // What only a camera needs is loaded nowhere else.
    expect(html).not.toMatch(/assets\/(models|document\.\w+\.js|face\.\w+\.js)/);
    const weight = weightAtFirst(html);
    expect(weight).toBeGreaterThan(5_000);
    expect(weight).toBeLessThan(view.page === 'casework/case' ? LIMIT_OF_CASE : LIMIT);
  });
});

describe('With the camera in use', () => {
  const captures = pages.filter(([, view]) => view.powers === 'camera');
  const models = JSON.parse(readFileSync(join(projectRoot, 'ui/browser-assets.json'), 'utf8')) as { to: string }[];
  /** As gzip, which every browser takes, and of the two builds of WebAssembly one. */
  const weightOfModels = models
    .filter(({ to }) => !to.endsWith('-wasm.wasm'))
    .reduce((sum, { to }) => sum + statSync(join(built, 'public', `${to}.gz`)).size, 0);

  test('there are pages to look at', () => {
    expect(captures.length).toBeGreaterThanOrEqual(2);
    expect(weightOfModels).toBeGreaterThan(1_500_000);
  });

  test.each(captures)('%s transfers what it may, and a document page no face model', (name, view) => {
    const html = sampleHtml(view, 'en');
    const hasFace = /"\/assets\/face\.\w+\.js"/.test(html);
    expect(hasFace).toBe(name.includes('face'));
    expect(html.includes('assets/models')).toBe(hasFace);
    const workers = [...html.matchAll(/"(\/assets\/[\w-]+-worker[^"]+)"/g)].map(([, address]) =>
      weightOf(String(address)),
    );
    expect(workers).toHaveLength(hasFace ? 1 : 0);
    const weight = weightAtFirst(html) + workers.reduce((sum, one) => sum + one, hasFace ? weightOfModels : 0);
    expect(weight).toBeLessThan(hasFace ? 2_500_000 : 600_000);
  });
});
