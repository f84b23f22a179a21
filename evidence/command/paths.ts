import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Where a path given on the command line is: npm changes into the project's folder and leaves word of where the caller was. */
export function located(path: string): string {
  const fromCaller = resolve(process.env.INIT_CWD ?? '.', path);
  return existsSync(fromCaller) ? fromCaller : resolve(path);
}
