import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../platform/root.js';
import { shippedList } from '../platform/sign-in/breached-passwords.js';

/**
 * `node dist/dev/write-breached-passwords.js`, after a build: writes the list of passwords that comes with Surety from the common ones that
 * people are told not to use: each, and each as people make a long one of it, by doubling it and by a year or digits behind it. Of a hash
 * ten digits are kept.
 */
const words = readFileSync(join(projectRoot, 'ui/registration/common-passwords.txt'), 'utf8').trim().split(/\s+/);
const behind = ['', '1', '12', '123', '1234', '12345', '123456', '!', '1!', '2024', '2025', '2026'];
const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);
const guessed = words
  .flatMap((word) => [word, capital(word), word + word])
  .flatMap((word) => behind.map((end) => word + end))
  .filter((password) => password.length >= 12);
const hashes = guessed.map((password) => createHash('sha1').update(password).digest('hex').toUpperCase().slice(0, 10));
writeFileSync(shippedList, `${[...new Set(hashes)].sort().join('\n')}\n`);
