import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { isBreached, shippedList } from './breached-passwords.js';

const folder = mkdtempSync(join(tmpdir(), 'surety-breached-'));
afterAll(() => rmSync(folder, { recursive: true }));

const hashOf = (password: string) => createHash('sha1').update(password).digest('hex').toUpperCase();

test('the shipped list knows what people make of common words, and not a long phrase', async () => {
  expect(await isBreached('passwordpassword', shippedList)).toBe(true);
  expect(await isBreached('liverpool2026', shippedList)).toBe(true);
  expect(await isBreached('copper lantern violin', shippedList)).toBe(false);
});

test.each([
  ['whole hashes with counts, as Pwned Passwords has them', (hash: string) => `${hash}:37`, '\r\n'],
  ['beginnings of hashes', (hash: string) => hash.slice(0, 12), '\n'],
])('a list of %s is found by its first, its last and every other line', async (_, line, end) => {
  const inside = Array.from({ length: 300 }, (_one, index) => `password number ${index}`);
  const file = join(folder, `${end.length}.txt`);
  writeFileSync(file, inside.map(hashOf).sort().map(line).join(end));
  for (const password of inside) expect(await isBreached(password, file)).toBe(true);
  for (const password of inside) expect(await isBreached(`${password}!`, file)).toBe(false);
});

test('an empty list knows nothing, one that is missing is an error', async () => {
  const file = join(folder, 'empty.txt');
  writeFileSync(file, '');
  expect(await isBreached('passwordpassword', file)).toBe(false);
  await expect(isBreached('passwordpassword', join(folder, 'none.txt'))).rejects.toThrow();
});
