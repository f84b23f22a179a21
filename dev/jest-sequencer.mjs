import TestSequencer from '@jest/test-sequencer';

// The package's types say what is so for `require` only.
const Original = /** @type {typeof TestSequencer.default} */ (/** @type {unknown} */ (TestSequencer));

/** Files whose size does not tell how long they take: whole walks through the product, which would keep one worker busy after the others are done. */
const longest = [
  /test\/journeys\/walks\.test/,
  // Nothing but work for a processor, beside walks that mostly wait.
  /activities\/checks\/checks\.test/,
  /test\/journeys\/people\.test/,
  /test\/faults\//,
];

const rank = (/** @type {string} */ path) =>
  longest.findIndex((pattern) => pattern.test(path)) + 1 || longest.length + 1;

/** As Jest orders test files (the slowest of the last run first, else the largest), but the longest walks before all. */
export default class Sequencer extends Original {
  /** @override @param {Parameters<InstanceType<typeof Original>['sort']>[0]} tests */
  async sort(tests) {
    return [...(await super.sort(tests))].sort((a, b) => rank(a.path) - rank(b.path));
  }
}
