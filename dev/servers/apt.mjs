import { onPath, succeeds } from './programs.mjs';

/**
 * Installs packages of the system where that is Debian or Ubuntu and we are root.
 * @param {string[]} packages
 * @returns {boolean} whether they are there now
 */
export function apt(packages) {
  const program = onPath(['apt-get']);
  if (!program || process.getuid?.() !== 0) return false;
  console.log(`Installing ${packages.join(', ')} (apt-get) …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const patience = ['-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::https::Timeout=20', '-o', 'Acquire::Retries=1'];
  succeeds(program, ['update', '-qq', ...patience], 120, env);
  return succeeds(program, ['install', '-y', '-qq', '--no-install-recommends', ...patience, ...packages], 420, env);
}
