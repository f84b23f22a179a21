import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../platform/root.js';

const folder = join(projectRoot, 'docs/toolkit');

/** The examples of the partners' guide: blocks whose first line names their file. @returns file → text */
export function toolkitExamples(language: 'ts' | 'python' | 'java'): Map<string, string> {
  const found = new Map<string, string>();
  for (const page of readdirSync(folder).filter((file) => file.endsWith('.md'))) {
    const blocks = readFileSync(join(folder, page), 'utf8').matchAll(/^```(\w+)\n(?:\/\/|#) (\S+)\n([\s\S]*?)^```/gm);
    for (const [, tag, file = '', text = ''] of blocks) {
      if (tag !== language) continue;
      if (found.has(file)) throw new Error(`two examples are called ${file}`);
      found.set(file, text);
    }
  }
  return found;
}
