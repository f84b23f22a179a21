import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { minutesTo } from '../../../domain/journey/journey-length.js';
import { levels } from '../../../domain/levels/levels.js';
import { projectRoot } from '../../../platform/root.js';

const file = join(projectRoot, 'docs/lengths.md');

/** The last page on the way to each level. */
const last = { P0: 'mobile-code', P5: 'check', P9: 'face-scan' } as const;

/** At most so many pages to each level. */
const goals = { P0: 4, P5: 7, P9: 11 } as const;

/** Pages on which nobody does anything, and the agreement to share, which each service asks for once. */
const beside = ['checking', 'consent'];

export type WalkedPage = { name: string; fields: string[] };

/** What a page asks somebody to fill in: names of its visible fields, of which choices are one each. Files in place of the camera count. */
export function fieldsOf(html: string): string[] {
  const main = html.match(/<main[\s\S]*?<\/main>/)?.[0] ?? '';
  const inputs = [...main.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)].map(([input]) => input);
  const shown = inputs.filter((input) => !/type="hidden"|surety-hidden-username/.test(input));
  return [...new Set(shown.map((input) => /\bname="([^"]+)"/.exec(input)?.[1] ?? ''))];
}

/** The document of how long the way to each level is; written where the run is asked to. @returns too: levels whose goal is missed */
export function lengthsDocument(walked: readonly WalkedPage[]): { says: string; should: string; missed: string[] } {
  const pages = walked.filter(({ name }) => !beside.includes(name));
  const upTo = levels.map((level) => {
    const some = pages.slice(0, pages.findIndex(({ name }) => name === last[level]) + 1);
    return { level, pages: some.length, fields: some.flatMap(({ fields }) => fields).length };
  });
  const rows = upTo.map(
    ({ level, pages: count, fields }) =>
      `| ${level} | ${count} | ${goals[level]} | ${fields} | ${minutesTo(level)} minutes |`,
  );
  const each = pages.map(({ name, fields }, index) => `| ${index + 1} | ${name} | ${fields.join(', ')} |`);
  const should = `# How long it takes

Counted by walking as somebody new from a partner's button to P9 (\`test/journeys/walks/to-p9.ts\`), with a passport; \`WRITE_DOCS=1\` writes it anew. A licence or a card
takes one page more, for its back. Not counted: pages that only wait, and the agreement to share, which each service asks for once. The minutes are what pages say
(\`domain/journey/journey-length.ts\`).

| To | Pages | Goal | Fields | Said |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

| | Page | Fields |
| --- | --- | --- |
${each.join('\n')}
`;
  if (process.env.WRITE_DOCS) writeFileSync(file, should);
  const missed = upTo
    .filter(({ level, pages: count }) => count === 0 || count > goals[level])
    .map(({ level }) => level);
  return { says: readFileSync(file, 'utf8'), should, missed };
}
