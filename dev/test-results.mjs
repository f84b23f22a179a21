/** What Jest writes with `--json`, as far as it is needed here. @typedef {{ numPassedTests: number, numFailedTests: number, numRuntimeErrorTestSuites: number, testResults: Array<{ name: string, status: string }> }} Results */

/** More than this is no moment's bad luck. */
export const mostTriedAgain = 20;

/** @param {Results | undefined} results @returns {string[]} their paths */
export function filesThatFailed(results) {
  return (results?.testResults ?? []).filter(({ status }) => status === 'failed').map(({ name }) => name);
}

/** Counted as Jest counts. @typedef {{ name: string, status: string, assertionResults?: Array<{ status: string }> }} File */

/**
 * The results of a run of all, with those of a second run in the place of what these files had said.
 * @param {Results} all
 * @param {Results} again
 * @returns {Results}
 */
export function merged(all, again) {
  const second = new Map(again.testResults.map((file) => [file.name, file]));
  const testResults = all.testResults.map((file) => /** @type {File} */ (second.get(file.name) ?? file));
  const count = (/** @type {string} */ status) =>
    testResults.flatMap(({ assertionResults }) => assertionResults ?? []).filter((test) => test.status === status)
      .length;
  return {
    ...all,
    testResults,
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numRuntimeErrorTestSuites: testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults?.some((test) => test.status === 'failed'),
    ).length,
  };
}
