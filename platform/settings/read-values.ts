import { readFileSync } from 'node:fs';
import type { ConfigProblem } from './config-error.js';

/** The values of settings, from the environment or from the files that it names (`NAME_FILE`; white space at both ends is dropped). */
export function readValues(env: NodeJS.ProcessEnv, names: readonly string[]) {
  const values: Record<string, string> = {};
  const problems: ConfigProblem[] = [];
  for (const name of names) {
    const direct = env[name];
    const file = env[`${name}_FILE`];
    if (direct && file) {
      problems.push({ setting: name, expected: `either ${name} or ${name}_FILE, not both` });
    } else if (file) {
      try {
        values[name] = readFileSync(file, 'utf8').trim();
      } catch {
        problems.push({ setting: name, expected: `a readable file where ${name}_FILE points` });
      }
    } else if (direct) {
      values[name] = direct;
    }
  }
  return { values, problems };
}
