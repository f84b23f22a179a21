import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../platform/root.js';

const file = join(projectRoot, 'docs/ways-on.md');

const preface = `# Ways on from every page

Every page, in each of its states, as a browser was shown it, with what leads on from it: exits to the partner (\`continue-later\`, \`cancel\`, \`return\`), a \`form\` of
its own, and links (\`partner\` for another site, \`account\`, \`portal\`, \`desk\`, \`docs\`, \`sign in\`, or \`link\` for another address). Made and held by \`test/journeys/accessible.test.ts\`, which fails
on a page with nothing; \`WRITE_DOCS=1\` writes it anew. What each exit tells the partner is walked in [ways back](ways-back.md) and told in
[errors and dead ends](toolkit/errors.md).

| Page | Ways on |
| --- | --- |
`;

/** The document of these ways, page by page; written where the run is asked to. @returns what the document says now, and should. */
export function waysDocument(ways: Readonly<Record<string, readonly string[]>>): { says: string; should: string } {
  const rows = Object.entries(ways).map(([name, on]) => `| ${name} | ${on.join(', ')} |`);
  const should = `${preface}${rows.join('\n')}\n`;
  if (process.env.WRITE_DOCS) writeFileSync(file, should);
  return { says: readFileSync(file, 'utf8'), should };
}
