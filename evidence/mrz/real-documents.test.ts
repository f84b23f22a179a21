import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { decodeRgb } from '../../dev/specimens/rgb-image.js';
import { projectRoot } from '../../platform/root.js';
import { toGrey } from '../image/image.js';
import { loadMrzReader } from './read-mrz.js';

const folder = join(projectRoot, '../shared/data/documents');

// Photographs of published specimens, which are not ours to commit: measured wherever the folder is there.
(existsSync(folder) ? describe : describe.skip)('photographs of published specimens', () => {
  it('are read exactly but for one at most, never confidently wrong, and a page of text is none', async () => {
    const truth: { file: string; lines: string[] | null }[] = JSON.parse(
      readFileSync(join(folder, 'truth.json'), 'utf8'),
    );
    const reader = await loadMrzReader();
    const inexact: string[] = [];
    const confident: string[] = [];
    for (const { file, lines } of truth) {
      const image = toGrey(await decodeRgb(readFileSync(join(folder, file))));
      const reading = await reader.read(image, '2026-01-01');
      const isExact = reading?.lines.join() === lines?.join();
      if (!isExact) inexact.push(file);
      if (!lines) expect(reading).toBeUndefined();
      if (reading?.confident) confident.push(file);
      if (reading?.confident) expect({ file, isExact }).toEqual({ file, isExact: true });
    }
    expect(inexact.length).toBeLessThanOrEqual(1);
    expect(confident.length).toBeGreaterThanOrEqual(9);
  }, 60_000);
});
