import TestSequencer from '@jest/test-sequencer';

// The package's types say what is so for `require` only.
const Original = /** @type {typeof TestSequencer.default} */ (/** @type {unknown} */ (TestSequencer));

/** Files whose size does not tell how long they take: whole walks through the product, which would keep one worker busy after the others are done. */
const first = [
  /test\/journeys\/walks\.test/,
  // Nothing but work for a processor, beside walks that mostly wait.
  /activities\/checks\/checks\.test/,
  /test\/journeys\/people\.test/,
  /test\/journeys\/accessible\.test/,
  // It keeps the database of all tests busy, while those above and below have one of their own.
  /casework\/insight\/insight\.test/,
  /test\/faults\//,
  // Its server skips weeks, and is lost where the store answers late.
  /workflows\/recovery\//,
];

const rank = (/** @type {string} */ path) => first.findIndex((pattern) => pattern.test(path)) + 1 || first.length + 1;

/** As Jest orders test files (the slowest of the last run first, else the largest), but the longest walks before all. */
export default class Sequencer extends Original {
  /** @override @param {Parameters<InstanceType<typeof Original>['sort']>[0]} tests */
  async sort(tests) {
    return [...(await super.sort(tests))].sort((a, b) => rank(a.path) - rank(b.path));
  }
}
