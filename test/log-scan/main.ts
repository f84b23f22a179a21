import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { leaksIn, withoutQuotes } from './leaks.js';

// node dist/test/log-scan/main.js FOLDER: looks for personal data of the people whom tests play in all that a test run printed, and in the
// logs of the products that it started (.ci/run keeps both in that folder).

const [folder = ''] = process.argv.slice(2);
const files = existsSync(folder) ? readdirSync(folder) : [];
const texts = files.map((name) => [name, readFileSync(join(folder, name), 'latin1')] as const);
const found = texts.flatMap(([name, bytes]) => {
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  return leaksIn(name, name === 'printed.txt' ? withoutQuotes(text) : text);
});
for (const line of found.slice(0, 50)) console.log(line);
const size = texts.reduce((sum, [, text]) => sum + text.length, 0);
console.log(`Log scan: ${found.length} found in ${files.length} files of ${(size / 1_048_576).toFixed(1)} MiB.`);
// Nothing is found in nothing.
process.exit(found.length > 0 || size === 0 ? 1 : 0);
