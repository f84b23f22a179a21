import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../platform/root.js';

const rows = [
  '1234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'abcdefghijklmnopqrstuvwxyz',
  '1qaz2wsx3edc4rfv5tgb6yhn',
  '1q2w3e4r5t6y7u8i9o0p',
];
const lookalikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

let words: ReadonlySet<string> | undefined;

/** A new password: 12 to 128 characters of any kind; nothing else is demanded of it than that others would not think of it first. */
export function newPasswordForm(email: string) {
  return z.object({
    password: z
      .string({ error: 'missing' })
      .min(1, 'missing')
      .refine((typed) => typed === '' || [...typed].length >= 12, 'short')
      .refine((typed) => [...typed].length <= 128, { error: 'long', abort: true })
      .refine((typed) => !isCommon(typed, email), 'common'),
  });
}

/**
 * Whether a password is one that guessers try first: a well-known one or a common word, decorated, repeated or paired with another;
 * a row of keys; one short pattern over and over; or the person's own email address.
 */
export function isCommon(password: string, email: string): boolean {
  words ??= new Set(readFileSync(join(projectRoot, 'ui/registration/common-passwords.txt'), 'utf8').split(/\s+/));
  const plain = password.normalize('NFKC').toLowerCase();
  const bare = plain.replace(/[^\p{L}\p{N}]/gu, '');
  const [name = ''] = email.split('@');
  if (bare.length < 6 || isPeriodic(bare) || followsRows(bare)) return true;
  if (name.length >= 4 && withoutEnds(plain.replaceAll(name, '')).length < 6 && plain.includes(name)) return true;
  if (email.length >= 4 && plain.includes(email)) return true;
  // Signs at the end are decoration, signs within may stand for letters.
  const undecorated = plain.replace(/[^\p{L}\p{N}]+$/u, '');
  return [plain, readable(plain), readable(undecorated)].some((text) => {
    const core = withoutEnds(text);
    return isWord(text) || isWord(bare) || isWord(core) || isPeriodic(core) || isPair(core);
  });
}

const isWord = (text: string): boolean => words?.has(text) ?? false;

/** Letters for the digits and signs that people put in their place. */
const readable = (text: string): string => [...text].map((sign) => lookalikes[sign] ?? sign).join('');

/** Without digits and signs before and after, nor signs between: `!!Pass-word2024` is `password`. */
const withoutEnds = (text: string): string =>
  text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '').replace(/[^\p{L}\p{N}]/gu, '');

/** Made of two common words. */
function isPair(text: string): boolean {
  for (let at = 3; at <= text.length - 3; at++) {
    if (isWord(text.slice(0, at)) && isWord(text.slice(at).replace(/^\d+/, ''))) return true;
  }
  return false;
}

/** One pattern of at most six characters, over and over. */
function isPeriodic(text: string): boolean {
  if (text === '') return true;
  for (let period = 1; period <= Math.min(6, text.length / 2); period++) {
    if ([...text].every((sign, at) => sign === text[at % period])) return true;
  }
  return false;
}

/** Made of at most three pieces of keyboard or alphabet rows, forwards or backwards. */
function followsRows(text: string): boolean {
  const lines = rows.flatMap((row) => [row, [...row].reverse().join('')]);
  let rest = text;
  for (let piece = 0; piece < 3 && rest; piece++) {
    let length = rest.length;
    while (length > 2 && !lines.some((line) => `${line}${line}`.includes(rest.slice(0, length)))) length--;
    if (length <= 2) return false;
    rest = rest.slice(length);
  }
  return rest === '';
}
