import { existsSync, readFileSync } from 'node:fs';

/**
 * The end of a log, for an error message.
 * @param {string | undefined} file
 * @returns {string}
 */
export const logTail = (file) =>
  file && existsSync(file)
    ? `The end of ${file}:\n${readFileSync(file, 'utf8').trimEnd().split('\n').slice(-20).join('\n')}`
    : '';
