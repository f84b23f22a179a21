import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { filesBelow } from './build/files.mjs';
import { root } from './root.mjs';

/** What workflows show to those who send them updates: these files, and no other of the room. */
const messages = /^workflows\/(.+\/messages|task-queues|submission|stands)$/;

/** What steps, reasons and figures are called: emails say it as pages do. */
const words = /^ui\/words\//;

/**
 * Which room may import from which, besides itself. A pattern allows single modules of a room.
 * @type {Record<string, (string | RegExp)[]>}
 */
const allowed = {
  domain: [],
  evidence: ['domain', /^platform\/root$/],
  platform: ['domain'],
  store: ['domain', 'platform'],
  workflows: ['domain'],
  activities: ['domain', 'store', 'platform', 'evidence', messages, words],
  worker: ['domain', 'store', 'platform', 'evidence', 'workflows', 'activities'],
  ui: ['domain', 'store', 'platform', 'evidence', messages],
  api: ['domain', 'store', 'platform', 'ui', messages],
  command: ['domain', 'store', 'platform', 'ui', messages, /^workflows\/\w+\/state$/],
  sdk: [],
};

const statement = /^\s*(?:import|export)\s+(type\s)?[^'"`;]*?from\s*['"]([^'"]+)['"]/gm;
const bare = /^\s*import\s*['"]([^'"]+)['"]/gm;
const dynamic = /\bimport\(\s*['"]([^'"]+)['"]/g;

/**
 * The imports of a module that the one-way rule of the house forbids.
 * @param {string} path of the importing file, relative to the project
 * @param {string} source its text
 * @returns {string[]} one sentence for each
 */
export function forbiddenImports(path, source) {
  const [room = ''] = path.split('/');
  const allowance = allowed[room];
  if (!allowance || path.endsWith('.test.ts')) return [];
  const text = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const imports = [
    ...[...text.matchAll(statement)].map(([, type, to]) => ({ type: Boolean(type), to: to ?? '' })),
    ...[...text.matchAll(bare), ...text.matchAll(dynamic)].map(([, to]) => ({ type: false, to: to ?? '' })),
  ];
  return imports
    .filter(({ to, type }) => isForbidden(path, room, allowance, to, type))
    .map(({ to }) => `${path} imports ${to}`);
}

/**
 * @param {string} path
 * @param {string} room
 * @param {(string | RegExp)[]} allowance
 * @param {string} to
 * @param {boolean} type whether only types are imported
 */
function isForbidden(path, room, allowance, to, type) {
  // The rules themselves use no clock, no file and no network: nothing of Node.
  if (!to.startsWith('.')) return room === 'domain' && to.startsWith('node:');
  const target = posix.normalize(posix.join(dirname(path), to)).replace(/\.(js|mjs|cjs|json)$/, '');
  const [targetRoom = ''] = target.split('/');
  if (targetRoom === room) return false;
  if (room === 'workflows' && targetRoom === 'activities' && type) return false;
  return !allowance.some((entry) => (typeof entry === 'string' ? entry === targetRoom : entry.test(target)));
}

/** @returns {string[]} every forbidden import of the project */
export function checkImports() {
  const sources = filesBelow(Object.keys(allowed), (path) => /\.ts$/.test(path));
  return sources.flatMap((path) => forbiddenImports(path, readFileSync(join(root, path), 'utf8')));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const found = checkImports();
  for (const sentence of found) console.error(`${sentence}: not allowed by dev/import-rule.mjs`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
