import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../platform/root.js';
import { isAllowed, notAsLocked, wrongInLock } from './check.mjs';
import { scriptsNotRun } from './policy.mjs';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const lock = JSON.parse(read('package-lock.json'));
const locked = { version: '1.0.0', integrity: 'sha512-a', license: 'MIT' };
const wrong = (more: object) => wrongInLock({ packages: { 'node_modules/a': { ...locked, ...more } } });

describe('What others made', () => {
  test('is locked with hashes, may be shipped, and runs no script when it is installed', () => {
    expect(wrongInLock(lock)).toEqual([]);
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
    const denied = Object.fromEntries(Object.keys(scriptsNotRun).map((name) => [name, false]));
    expect(JSON.parse(read('package.json')).allowScripts).toEqual(denied);
  });

  test.each([
    [{ license: 'AGPL-3.0-only' }, 'a@1.0.0 has the licence AGPL-3.0-only'],
    [{ license: 'MIT AND GPL-2.0-only' }, 'a@1.0.0 has the licence MIT AND GPL-2.0-only'],
    [{ license: undefined }, 'a@1.0.0 has the licence (none told)'],
    [{ integrity: undefined }, 'a@1.0.0 is locked without a hash'],
    [{ hasInstallScript: true }, 'a@1.0.0 wants to run a script when it is installed'],
    [{ resolved: 'git+ssh://host/a' }, 'a@1.0.0 comes from git+ssh://host/a'],
  ])('is refused where it is %j', (more, line) => {
    expect(wrong(more)).toEqual([line]);
    expect(wrong({ ...more, dev: true }).length).toBe('license' in more ? 0 : 1);
  });

  test('may leave the choice of a licence, and is compared with what is locked', () => {
    expect(isAllowed('(GPL-2.0-only OR MIT)')).toBe(true);
    const one = (more: object) => ({ packages: { 'node_modules/a': { ...locked, ...more } } });
    expect(notAsLocked(one({}), one({}))).toEqual([]);
    expect(notAsLocked(one({}), one({ version: '1.0.1' }))).toEqual([
      'node_modules/a@1.0.1 is installed, 1.0.0 is locked',
    ]);
    expect(notAsLocked(one({}), one({ integrity: 'sha512-b' }))).toEqual([
      'node_modules/a@1.0.0 has other bytes than were locked',
    ]);
    expect(notAsLocked({ packages: {} }, one({}))).toEqual(['node_modules/a@1.0.0 is installed and not locked']);
  });
});

describe('The image', () => {
  const stages = read('Dockerfile')
    .split(/^FROM /m)
    .slice(1);
  const last = stages.at(-1) ?? '';

  test('is made in stages, the last without a shell or a package manager, as nobody in particular', () => {
    expect(stages.length).toBeGreaterThan(2);
    expect(last).toMatch(/^gcr\.io\/distroless\/nodejs24-debian12:nonroot AS surety$/m);
    expect(last).toMatch(/^USER 1000:1000$/m);
    expect(last).not.toMatch(/^RUN /m);
    for (const stage of stages) expect(stage.split('\n')[0]).toMatch(/^\S+:[\w.-]+ AS |^(build|pruned) AS /);
    for (const [image] of read('Dockerfile').matchAll(/FROM .*:latest/g)) throw new Error(image);
  });

  test('is given no secret and installs only what is locked', () => {
    const text = read('Dockerfile');
    expect(text).not.toMatch(/^(ARG|ENV) .*(KEY|SECRET|PASSWORD|TOKEN)/m);
    expect(text).toContain('node dev/supply-chain/check.mjs');
    const [first] = read('.dockerignore').split('\n');
    expect(first).toBe('*');
  });
});
