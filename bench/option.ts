import { resolve } from 'node:path';

/** What `--NAME=…` says on the command line. */
export function option(name: string): string | undefined {
  const start = `--${name}=`;
  return process.argv.find((argument) => argument.startsWith(start))?.slice(start.length);
}

/** The same where it is a number. @throws RangeError for what is none */
export function numberOption(name: string, otherwise: number): number {
  const value = Number(option(name) ?? otherwise);
  if (Number.isNaN(value)) throw new RangeError(`--${name}= takes a number`);
  return value;
}

/** The same where it names a folder, as somebody names it from where they are: npm runs everything in the project's own. */
export function folderOption(name: string): string | undefined {
  const value = option(name);
  return value && resolve(process.env.INIT_CWD ?? '.', value);
}
