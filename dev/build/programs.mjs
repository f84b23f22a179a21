import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../root.mjs';
import { part } from './part.mjs';

/** What operators run, and what development and the simulators' image run: apart, so that nothing of development is shipped. */
const product = ['api/main.ts', 'worker/main.ts', 'worker/checks.ts', 'command/main.ts'];
const development = ['dev/up.ts', 'dev/compose/simulators.ts'];

/** What is started. Each is bundled with all that it imports: finding, reading and compiling two thousand modules took most of a start. */
export const programs = [...product, ...development];

/** Packages that find native code, threads or WebAssembly beside their own files: loaded from `node_modules`. */
const external = ['@node-rs/argon2', 'mongodb-memory-server', 'onnxruntime-web', 'sharp', 'source-map', 'tesseract.js'];

/** The thread in which Temporal's worker runs workflows, as a program of its own. */
const workflowThread = 'node_modules/@temporalio/worker/lib/workflow/workflow-worker-thread.js';

/** What a bundled CommonJS package may ask for. Programs and parts alike lie in a folder of `dist/`. */
const commonJs = [
  "import { createRequire as requireFrom } from 'node:module';",
  'const require = requireFrom(import.meta.url);',
  'const { filename: __filename, dirname: __dirname } = import.meta;',
].join(' ');

/**
 * Where Temporal's packages look for files beside their own. The bundler of workflows stays out: they are bundled ahead, and it brings webpack.
 * @type {{ file: RegExp, find: string | RegExp, put: string }[]}
 */
const changes = [
  {
    file: /@temporalio\/worker\/lib\/workflow\/threaded-vm\.js$/,
    find: "require.resolve('./workflow-worker-thread')",
    put: "require('node:path').join(__dirname, '../parts/workflow-thread.js')",
  },
  {
    file: /@temporalio\/core-bridge\/common\.js$/,
    find: "path.resolve(__dirname, 'releases'",
    put: "path.resolve(path.dirname(require.resolve('@temporalio/core-bridge/package.json')), 'releases'",
  },
  {
    // By its path it would be loaded beside the bundle, with a second copy of Temporal's messages.
    file: /@temporalio\/common\/lib\/internal-non-workflow\/data-converter-helpers\.js$/,
    find: 'module = require(path);',
    put: `module = path.endsWith('failure-converter.cjs') ? require('${join(root, 'platform/temporal/failure-converter.cjs')}') : require(path);`,
  },
  {
    file: /@temporalio\/worker\/lib\/workflow\/bundler\.js$/,
    find: /^[\s\S]*$/,
    put: `exports.defaultWorkflowInterceptorModules = [];
      exports.bundleWorkflowCode = exports.WorkflowCodeBundler = function () { throw new Error('Workflows are bundled by the build'); };`,
  },
];

/**
 * A source map by which stack traces name a package's file, but no line of it: at each start somebody would wait until the maps of all packages are read.
 * @param {string} path
 */
function fileOnly(path) {
  const map = { version: 3, sources: [basename(path)], names: [], mappings: 'AAAA' };
  return `\n//# sourceMappingURL=data:application/json;base64,${btoa(JSON.stringify(map))}`;
}

/** @type {import('esbuild').Plugin} */
const packages = {
  name: 'packages',
  setup({ onLoad, onResolve }) {
    // Of a bundled CommonJS package `import()` gives the default export alone, where Node gives all names.
    onResolve({ filter: /^[^./]/ }, ({ kind, path, importer }) => {
      const ours = !importer.includes('/node_modules/');
      if (kind !== 'dynamic-import' || !ours || path.startsWith('node:') || external.includes(path)) return undefined;
      return { errors: [{ text: `${path} is to be imported by a module of its own, and that with import()` }] };
    });
    onLoad({ filter: /\/node_modules\/.*\.[cm]?js$/ }, async ({ path }) => {
      let contents = await readFile(path, 'utf8');
      for (const { find, put } of changes.filter(({ file }) => file.test(path))) {
        const changed = contents.replace(find, () => put);
        if (changed === contents) throw new Error(`${path} is not as dev/build/programs.mjs knows it`);
        contents = changed;
      }
      return { contents: contents + fileOnly(path) };
    });
  },
};

/** Bundles the programs into `dist/`, where their sources lie; what several share, or load only when needed, into `dist/parts/`. */
export function buildPrograms() {
  return Promise.all([
    bundle('programs', [...product.map(entryOf), { in: workflowThread, out: 'parts/workflow-thread' }], 'parts'),
    bundle('development', development.map(entryOf), 'dev/parts'),
  ]);
}

const entryOf = (/** @type {string} */ path) => ({ in: path, out: path.replace(/\.ts$/, '') });

/**
 * @param {string} name
 * @param {{ in: string, out: string }[]} entryPoints
 * @param {string} parts folder in `dist/`
 */
function bundle(name, entryPoints, parts) {
  const sources = entryPoints.map((entry) => entry.in);
  return part(name, sources, async () => {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints,
      outdir: 'dist',
      chunkNames: `${parts}/[hash]`,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      // Errors, and what the OpenID library stores, are told apart by their classes' names, which bundling may change.
      keepNames: true,
      minifyWhitespace: true,
      banner: { js: commonJs },
      external,
      plugins: [packages],
      sourcemap: 'linked',
      sourcesContent: false,
      metafile: true,
      logLevel: 'warning',
    });
    const inputs = Object.keys(metafile.inputs);
    if (name === 'programs') refuseUnshipped(inputs);
    const made = Object.keys(metafile.outputs).map((path) => path.replace(/^dist\//, ''));
    return {
      outputs: Object.fromEntries(made.filter((path) => !path.endsWith('.map')).map((path) => [path, path])),
      inputs: inputs.filter((path) => !path.includes('node_modules')),
    };
  });
}

/**
 * The bill of materials says that no package of development is shipped.
 * @param {string[]} inputs
 */
function refuseUnshipped(inputs) {
  /** @type {Record<string, { dev?: boolean }>} */
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const folders = inputs.map((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? '');
  const unshipped = [...new Set(folders)].filter((folder) => locked[folder]?.dev);
  if (unshipped.length > 0)
    throw new Error(`The programs would bring packages of development: ${unshipped.join(', ')}`);
}
