import { note, recall } from './memory.mjs';
import { answers, onPath } from './programs.mjs';

/**
 * @typedef {object} Search
 * @property {string} name for messages and for remembering
 * @property {string} setting environment variable with a path
 * @property {string[]} programs names on PATH
 * @property {(() => string | undefined | Promise<string | undefined>)[]} ways further ones, in order
 * @property {string} advice what to do when every way failed
 * @property {string[]} [probe] arguments that make the program answer and end
 * @property {number} [status] with which it then ends
 */

/**
 * Finds an outside program by the same short chain for all: setting → PATH → where it was before → downloads.
 * @param {Search} search
 * @returns {Promise<string>} the program's path
 * @throws {Error} with advice, when there is none and none can be had
 */
export async function find({ name, setting, programs, ways, advice, probe, status }) {
  const wanted = process.env[setting];
  if (wanted) {
    if (answers(wanted, probe, status)) return wanted;
    throw new Error(`${setting} is ${wanted}, but that program does not start.`);
  }
  const known = recall(name);
  if (known) return known;
  for (const way of [() => onPath(programs), ...ways]) {
    const path = await way();
    if (!path || !answers(path, probe, status)) continue;
    note(name, path);
    return path;
  }
  throw new Error(`No ${name} was found, and none could be downloaded. ${advice}`);
}
