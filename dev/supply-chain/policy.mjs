/**
 * Licences that what we ship may have (SPDX). LGPL: libvips, which sharp loads as a library of its own that anybody can replace.
 */
export const licences = [
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'Python-2.0'],
  ...['Unlicense', 'CC-BY-4.0', 'LGPL-3.0-or-later'],
];

/**
 * Packages whose licence the lock file does not tell, as their own files do.
 * @type {Record<string, string>}
 */
export const toldElsewhere = { busboy: 'MIT', streamsearch: 'MIT', unionfs: 'MIT' };

/**
 * Packages that want to run a script when they are installed: none may (`ignore-scripts` in .npmrc), and why nothing is missed.
 * @type {Record<string, string>}
 */
export const scriptsNotRun = {
  '@parcel/watcher': 'compiles only where no made one fits; the tests do not watch',
  '@swc/core': 'checks that its binary is there, and fetches a slower one where it is not',
  esbuild: 'checks its binary, and saves the start of a Node process',
  'mongodb-memory-server': 'would fetch a database at once: dev/servers does so where one is needed',
  protobufjs: 'compares versions',
  'tesseract.js': 'asks for donations',
};
