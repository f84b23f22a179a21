import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../platform/root.js';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');

/** Requirements of ASVS 5.0 by chapter: all of levels 1 and 2, and of level 3 in those that docs/asvs.md names. */
const requirements = [27, 11, 19, 10, 9, 47, 19, 7, 7, 36, 24, 9, 13, 9, 13, 16, 7];

/** Files that a document names in code marks or links to, seen from the project's root. */
function filesIn(document: string): string[] {
  const text = read(document);
  const named = [...text.matchAll(/`([\w./-]+\.(?:ts|mjs|njk|txt|json|md))`|`(Dockerfile|\.dockerignore)`/g)];
  const linked = [...text.matchAll(/\]\(([\w./-]+\.md)(?:#[\w-]+)?\)/g)];
  return [
    ...named.map(([, file, other]) => file ?? other ?? ''),
    ...linked.map(([, file = '']) => join(dirname(document), file)),
  ];
}

/** Headings of a document as links name them. */
const anchorsOf = (document: string) =>
  [...read(document).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );

/** What is shipped. */
const shipped = [
  'platform',
  'api',
  'ui',
  'store',
  'workflows',
  'activities',
  'worker',
  'command',
  'domain',
  'evidence',
  'sdk',
];

/** Calls by which something is hashed, sealed, signed or checked. Random bytes and comparisons are not meant. */
const cryptography = new RegExp(
  [
    /\b(createHash|createHmac|createCipheriv|createDecipheriv|createSign|createVerify|hkdf(Sync)?|scrypt(Sync)?|pbkdf2(Sync)?)\(/,
    /\b(generateKeyPair(Sync)?|diffieHellman|verifyRegistrationResponse|verifyAuthenticationResponse)\(/,
    /\b(SignJWT|EncryptJWT|CompactSign|CompactEncrypt|jwtVerify|jwtDecrypt)\(|subtle\.|'@node-rs\/argon2'|'otplib'/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

const usesCryptography = () =>
  shipped.flatMap((room) =>
    readdirSync(join(projectRoot, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|\.d\.ts$/.test(file))
      .map((file) => `${room}/${file}`)
      .filter((file) => cryptography.test(read(file))),
  );

describe('The documents of security', () => {
  test.each(['docs/asvs.md', 'docs/threats.md'])('%s names only what exists', (document) => {
    const files = filesIn(document);
    expect(files.length).toBeGreaterThan(80);
    expect([...new Set(files)].filter((file) => !existsSync(join(projectRoot, file)))).toEqual([]);
    const anchors = [...read(document).matchAll(/\]\(([\w./-]+\.md)?#([\w-]+)\)/g)];
    for (const [, file, anchor] of anchors) {
      expect(anchorsOf(file ? join(dirname(document), file) : document)).toContain(anchor);
    }
  });

  test('docs/asvs.md has each requirement once, says how it stands, and shows what is met', () => {
    const rows = [...read('docs/asvs.md').matchAll(/^\| (\d+)\.(\d+\.\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)];
    const chapters = requirements.map((_, at) => rows.filter(([, chapter]) => Number(chapter) === at + 1).length);
    expect(chapters).toEqual(requirements);
    expect(new Set(rows.map(([, chapter, rest]) => `${chapter}.${rest}`)).size).toBe(rows.length);
    const stands = (how: string) => rows.filter(([, , , , said]) => said === how);
    const said = ['met', 'partly', 'not met', 'operator', 'n/a'];
    expect(said.flatMap(stands)).toHaveLength(rows.length);
    const unshown = stands('met').filter(([, , , , , by = '']) => !/`[^`]+`|\]\(/.test(by) && !/^None/.test(by));
    expect(unshown.map(([row]) => row)).toEqual([]);
    const counts = said.map((how) => `${stands(how).length} ${how}`).join(', ');
    expect(read('docs/asvs.md')).toContain(`Of ${rows.length} requirements: ${counts}.`);
  });

  test('docs/asvs.md has every place where the product uses cryptography, and no other', () => {
    const [, inventory = ''] = read('docs/asvs.md').split('## What cryptography is used');
    const named = [...inventory.matchAll(/`([\w./-]+\.ts)`/g)].map(([, file]) => file);
    expect([...new Set(named)].sort()).toEqual(usesCryptography().sort());
  });
});
