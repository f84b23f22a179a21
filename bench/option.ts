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
