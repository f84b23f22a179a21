import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { projectRoot } from '../../platform/root.js';
import { filesBelow } from '../build/files.mjs';

const rooms = [
  'domain',
  'evidence',
  'platform',
  'store',
  'workflows',
  'activities',
  'worker',
  'ui',
  'api',
  'command',
] as const;

/** Files of a room that are part of the product: no tests. */
const sources = (room: string) => filesBelow([room], (path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));

/** Which room imports from which, and whether it takes types only. Read from the sources. */
function roomImports(): { from: string; to: string; typesOnly: boolean }[] {
  const found = new Map<string, boolean>();
  for (const room of rooms) {
    for (const path of sources(room)) {
      const text = readFileSync(join(projectRoot, path), 'utf8');
      for (const [, type, to] of text.matchAll(/^(?:import|export)\s+(type\s)?[^'"`;]*?from\s*'(\.[^']+)'/gm)) {
        const target = posix.join(dirname(path), to ?? '').split('/')[0] ?? '';
        if (target === room || !(rooms as readonly string[]).includes(target)) continue;
        const key = `${room} ${target}`;
        found.set(key, (found.get(key) ?? true) && Boolean(type));
      }
    }
  }
  return [...found]
    .map(([key, typesOnly]) => {
      const [from = '', to = ''] = key.split(' ');
      return { from, to, typesOnly };
    })
    .sort((a, b) => `${a.from}${a.to}`.localeCompare(`${b.from}${b.to}`));
}

/** The house as a Mermaid graph: rooms, and what each imports; dotted where it takes types only. */
export function houseDiagram(): string {
  const arrows = roomImports().map(({ from, to, typesOnly }) => `  ${from} ${typesOnly ? '-.->' : '-->'} ${to}`);
  return ['```mermaid', 'graph TD', ...arrows, '```'].join('\n');
}
