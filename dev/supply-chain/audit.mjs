import { spawnSync } from 'node:child_process';
import { root } from '../root.mjs';

/**
 * Known weaknesses in what is shipped, as the registry tells. It fails where there is a high one; where the registry cannot be asked
 * (no network, one that has no such list) it says so, and does not fail.
 */
const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=15000'], {
  cwd: root,
  encoding: 'utf8',
  timeout: 60_000,
  maxBuffer: 1 << 26,
});

/** @returns {Record<string, number> | undefined} */
function counts() {
  try {
    return JSON.parse(stdout).metadata?.vulnerabilities;
  } catch {
    return undefined;
  }
}

const found = counts();
if (!found) console.log('Audit: the registry could not be asked for known weaknesses.');
else console.log(`Audit: ${found.critical ?? 0} critical, ${found.high ?? 0} high, ${found.moderate ?? 0} moderate.`);
process.exit(found && (found.critical ?? 0) + (found.high ?? 0) > 0 ? 1 : 0);
