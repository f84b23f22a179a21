import { AsyncLocalStorage } from 'node:async_hooks';
import { TestEnvironment } from 'jest-environment-node';

const original = AsyncLocalStorage.prototype.run;
const constructors = Object.getOwnPropertyNames(globalThis).filter(
  (name) => /^[A-Z]/.test(name) && typeof Reflect.get(globalThis, name) === 'function',
);

/**
 * Node, but what a test file leaves behind does not slow down the files after it in the same process: on Node 20 and
 * 22 each `AsyncLocalStorage` once entered (platform/request-id/request-id.ts has one, loaded anew for each file) is visited for every
 * promise that is made, for ever, and keeps all that its file has loaded in memory.
 */
export default class Environment extends TestEnvironment {
  /** @type {Set<AsyncLocalStorage<unknown>>} */
  entered = new Set();

  /** @override */
  async setup() {
    await super.setup();
    // What Jest itself loads in its context (`expect`) compares with the constructors that the tests know: see jest-runtime.cjs.
    for (const name of constructors) this.global[name] = Reflect.get(globalThis, name);
    const { entered } = this;
    AsyncLocalStorage.prototype.run = /** @type {typeof original} */ (
      /** @this {AsyncLocalStorage<unknown>} */
      function run(/** @type {Parameters<typeof original>} */ ...given) {
        entered.add(this);
        return original.apply(this, given);
      }
    );
  }

  /** @override */
  async teardown() {
    AsyncLocalStorage.prototype.run = original;
    for (const storage of this.entered) storage.disable();
    await super.teardown();
  }
}
