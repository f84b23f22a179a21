import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from '@jest/globals';
import { analyse } from 'scslre';
import { projectRoot } from '../../platform/root.js';

const rooms = [
  'domain',
  'evidence',
  'platform',
  'store',
  'ui',
  'api',
  'activities',
  'workflows',
  'worker',
  'command',
  'sdk',
];

/** Expressions that take more than linear time, and why nobody can make them take long: what they read is short, or the operator's own. */
const bounded: Record<string, string> = {
  'domain/casework/staff-reason.ts': 'at most 300 characters, looked at before',
  'evidence/document/licence/parse-licence.ts': 'one word of a print',
  'platform/settings/setting-kinds.ts': 'the operator’s own setting',
  'ui/help/front-matter.ts': 'articles that come with Surety',
  'ui/registration/password-rules.ts': 'at most 128 characters, looked at before',
  'command/document-list.ts': 'a line of the operator’s own file',
};

/** Expressions that are put together while Surety runs, of nothing that anybody typed but figures. */
const putTogether = [
  'domain/person/email-domain.ts',
  'domain/sandbox/picture-mark.ts',
  'evidence/document/repeated-fields.ts',
];

/** An expression as it is written in a source, after what may come before one and no division. */
const literal =
  /(?<=(?:[=(,:[!&|?{};]|return|=>)\s*)\/(?![*/])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/([dgimsuvy]*)/g;
const comment = /^\s*(\*|\/\/|\/\*).*$/gm;

function sources(): { path: string; text: string }[] {
  return rooms.flatMap((room) =>
    (readdirSync(join(projectRoot, room), { recursive: true }) as string[])
      .filter((file) => /\.(ts|mjs|cjs)$/.test(file) && !/\.test\.ts$|(^|\/)(dist|node_modules)\//.test(file))
      .map((file) => posix.join(room, file))
      .map((path) => ({ path, text: readFileSync(join(projectRoot, path), 'utf8').replace(comment, '') })),
  );
}

function isExpression(source: string, flags: string): boolean {
  try {
    return Boolean(new RegExp(source, flags));
  } catch {
    return false;
  }
}

/** Whether a text can make an expression take more than linear time, by how it is built. */
const isSlow = (source: string, flags: string): boolean => analyse({ source, flags }).reports.length > 0;

test('No regular expression can be made to take long by what it reads', () => {
  // What is looked for is found, exponential and polynomial.
  expect([isSlow('^(a+)+$', ''), isSlow('\\s+$', ''), isSlow('^a+b$', '')]).toEqual([true, true, false]);
  const slow = new Set<string>();
  const made = new Set<string>();
  let seen = 0;
  for (const { path, text } of sources()) {
    for (const [, source = '', flags = ''] of text.matchAll(literal)) {
      if (!isExpression(source, flags)) continue;
      seen += 1;
      if (isSlow(source, flags)) slow.add(path);
    }
    if (text.includes('new RegExp(')) made.add(path);
  }
  expect([...slow].sort()).toEqual(Object.keys(bounded).sort());
  expect([...made].sort()).toEqual(putTogether);
  expect(seen).toBeGreaterThan(300);
});
