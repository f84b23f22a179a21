import { loadMrzReader } from '../../evidence/mrz/read-mrz.js';
import { readAll } from './reading-program.js';

const reader = await loadMrzReader();
await readAll(async (image) => {
  const reading = await reader.read(image, '2026-01-01');
  return { lines: reading?.lines ?? null, confident: reading?.confident ?? false };
});
