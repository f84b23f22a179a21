import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.mjs';

const file = join(root, 'dist/.build.json');

/**
 * What each part of the last build was made from, and what it made.
 * @typedef {{ digest: string, inputs: string[], outputs: Record<string, string> }} Part
 * @type {Record<string, Part>}
 */
const parts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};

/**
 * The part as the last build left it, if all that it made is still there.
 * @param {string} name
 * @returns {Part | undefined}
 */
export function remembered(name) {
  const part = parts[name];
  return part && Object.values(part.outputs).every((output) => existsSync(join(root, 'dist', output)))
    ? part
    : undefined;
}

/**
 * @param {string} name
 * @param {Part} part
 */
export function remember(name, part) {
  parts[name] = part;
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(file, JSON.stringify(parts));
}
