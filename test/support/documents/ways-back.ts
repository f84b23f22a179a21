import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Exit, steps } from '../../../domain/journey/steps.js';
import { projectRoot } from '../../../platform/root.js';

const file = join(projectRoot, 'docs/ways-back.md');
const exits: readonly Exit[] = ['continue-later', 'cancel', 'return'];

const preface = `# Ways back, walked

Where each way back of each page leads: pressed in a real browser, in the running product, by \`test/journeys/walks.test.ts\`, which fails where a step of
\`domain/journey/steps.ts\` has an exit that no walk took. \`WRITE_DOCS=1\` writes this list anew. What the codes mean for partners: [errors and dead ends](toolkit/errors.md).

| Page | Continue later | Cancel | Return |
| --- | --- | --- | --- |
`;
const between = `
What may be in the way, with what leads on from it (as in [ways on](ways-on.md)):

| In the way | Status | Ways on |
| --- | --- | --- |
`;

/** The document of what was walked; written where the run is asked to. @returns what the document says now, and should. */
export function waysBackDocument(
  led: ReadonlyMap<string, ReadonlySet<string>>,
  ways: ReadonlyMap<string, { status: number; ways: readonly string[] }>,
): { says: string; should: string } {
  const inTable = Object.values(steps).map(({ page }) => page);
  const walked = [...led.keys()].map((key) => key.slice(0, key.lastIndexOf(' ')));
  const pages = [...new Set([...inTable, ...walked.sort()])];
  const cell = (page: string, exit: Exit) => [...(led.get(`${page} ${exit}`) ?? [])].sort().join(', or ');
  const rows = pages.map((page) => `| ${page} | ${exits.map((exit) => cell(page, exit)).join(' | ')} |`);
  const others = [...ways].sort().map(([what, { status, ways: on }]) => `| ${what} | ${status} | ${on.join(', ')} |`);
  const should = `${preface}${rows.join('\n')}\n${between}${others.join('\n')}\n`;
  if (process.env.WRITE_DOCS) writeFileSync(file, should);
  return { says: readFileSync(file, 'utf8'), should };
}
