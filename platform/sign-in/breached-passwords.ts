import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../root.js';

/** What comes with Surety: few, and only those that are guessed first. */
export const shippedList = join(projectRoot, 'platform/sign-in/breached-passwords.txt');

/** Longer than any line of a list: a hash, a colon and a count. */
const longestLine = 64;

/** A shorter beginning of a hash would refuse passwords that were never seen anywhere. */
const shortest = 10;

/**
 * Whether a password stands in a list of those that were found in breaches. Nobody is asked: the list is a file, and of the password only
 * the hash is compared, by halving the file, so that a list of any length costs some 35 reads.
 *
 * The file: lines in ascending order, each the SHA-1 of a password (UTF-8) in upper-case hex, whole or its first ten digits or more, and
 * optionally `:` and a count. That is the order-by-hash format of Have I Been Pwned's Pwned Passwords.
 *
 * @throws Error where the file cannot be read.
 */
export async function isBreached(password: string, file: string): Promise<boolean> {
  const hash = createHash('sha1').update(password.normalize('NFC')).digest('hex').toUpperCase();
  const handle = await open(file);
  try {
    let [from, to] = [0, (await handle.stat()).size];
    // The last line that begins before or as the hash does is the only one that can be its beginning.
    while (from < to) {
      const line = await lineFrom(handle, Math.floor((from + to) / 2), from);
      if (line.text.length >= shortest && hash.startsWith(line.text)) return true;
      if (line.text <= hash) from = line.end;
      else to = line.start;
    }
    return false;
  } finally {
    await handle.close();
  }
}

/** The line around a place in the file, at or after `from`, where lines begin. */
async function lineFrom(handle: FileHandle, at: number, from: number) {
  const begin = Math.max(from, at - longestLine);
  const buffer = Buffer.alloc(at - begin + longestLine);
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, begin);
  const text = buffer.toString('latin1', 0, bytesRead);
  const start = text.lastIndexOf('\n', at - begin - 1) + 1;
  const next = text.indexOf('\n', start);
  const end = next < 0 ? bytesRead : next + 1;
  const [hash = ''] = text.slice(start, end).trim().split(':');
  return { text: hash.toUpperCase(), start: begin + start, end: begin + end };
}
