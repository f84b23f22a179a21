const { isBuiltin } = require('node:module');
const { join, relative } = require('node:path');
const { SyntheticModule } = require('node:vm');
const Runtime = require('jest-runtime').default;

/** The rooms whose modules keep nothing of one test that another could see: what they know is handed to them, and what they keep is read from files. */
const rooms =
  /^(activities|api|command|domain|evidence|monitoring|platform|store|ui|worker|workflows)\/(?!.*\.test\.ts$).*\.ts$/;

/** @typedef {import('node:vm').Module} Module */
/** @type {Map<string, Module>} what the rooms' modules are called, and are, once a test file has loaded them */
const loaded = new Map();
/** @type {(...given: unknown[]) => unknown} imports at run time, as the test file does that is under way */
let importNow;

/**
 * Jest's runtime, but a test file's modules run where Node itself runs, and libraries and rooms are loaded once for each process.
 *
 * Jest gives each test file a context of its own, loads everything in it anew (two seconds and more for a server and its provider), and
 * each look-up of a global in it costs a quarter of a microsecond, which doubles the time of anything that visits pixels. What helps the
 * tests is still loaded anew for each file.
 */
module.exports = class extends Runtime {
  /** @param {ConstructorParameters<typeof Runtime>} given */
  constructor(...given) {
    super(...given);
    /** @type {any} Jest's types leave its loader out */
    const loader = Reflect.get(this, 'esmLoader');
    const own = loader.resolveModule.bind(loader);
    const libraries = new Map();
    // No context is Node's own.
    loader.getContext = () => undefined;
    // From Node 22.21 on there is a second way to load, at once, which does not come by here.
    Reflect.get(this, '_resolution').canResolveSync = () => false;
    loader.resolveModule = (
      /** @type {string} */ name,
      /** @type {string} */ from,
      /** @type {undefined} */ context,
    ) => {
      if (!isLibrary(name)) return own(name, from, context);
      if (!libraries.has(name)) libraries.set(name, library(name));
      return libraries.get(name);
    };
    importNow = loader.dynamicImport;
    // A room's module outlives the test file that loaded it.
    loader.dynamicImport = (/** @type {unknown[]} */ ...asked) => importNow(...asked);
    for (const [key, module] of loaded) this.registry().set(key, module);
  }

  /** @returns {Map<string, Module>} the test file's modules */
  registry() {
    return Reflect.get(this, 'registries').getActiveEsmRegistry();
  }

  /** @override */
  teardown() {
    for (const [key, module] of this.registry()) {
      if (module.status === 'evaluated' && rooms.test(relative(root, module.identifier))) loaded.set(key, module);
    }
    super.teardown();
  }
};

const root = join(__dirname, '..');

/** @param {string} name as it stands in an import; the project's own packages are tested themselves. */
const isLibrary = (name) =>
  // Jest's own `createRequire` ends with the test file.
  name === 'node:module' ||
  (/^[@a-z]/.test(name) && !/^(@jest|@surety)\//.test(name) && !/^\w+:/.test(name) && !isBuiltin(name));

/** @param {string} name @returns {Promise<SyntheticModule>} what Node's own import of it gives, to be linked with a test file's modules */
async function library(name) {
  const exports = Object.entries(await import(name));
  const module = new SyntheticModule(
    exports.map(([key]) => key),
    () => {
      for (const [key, value] of exports) module.setExport(key, value);
    },
    { identifier: name },
  );
  await module.link(() => {
    throw new Error(`${name} imports nothing here`);
  });
  await module.evaluate();
  return module;
}
