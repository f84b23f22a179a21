import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../root.mjs';

const file = join(root, '.cache/found.json');

/** @returns {Record<string, string>} */
const read = () => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});

/**
 * Where a program was found before, so that later starts do not pay for searching again.
 * @param {string} name
 * @returns {string | undefined} a path that still exists
 */
export function recall(name) {
  const path = read()[name];
  return path && existsSync(path) ? path : undefined;
}

/**
 * @param {string} name
 * @param {string} path
 */
export function note(name, path) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...read(), [name]: path }, null, 1));
}
