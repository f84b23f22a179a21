/** Writes one object as one line of JSON to standard output; resolves when there is room for the next. */
export type Emit = (result: object) => Promise<void>;

/**
 * Takes standard output for results alone: whatever else is printed in this process from now on (libraries announce
 * themselves, some of them from WebAssembly) goes to standard error. Call before anything else is loaded.
 */
export function takeStandardOutput(): Emit {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  // The reader went away (`| head`): nobody is left to tell.
  process.stdout.on('error', () => process.exit(0));
  return (result) =>
    new Promise((resolve, reject) => {
      const line = `${JSON.stringify(result, (_, value) => (value === undefined ? null : value))}\n`;
      write(line, (error) => (error ? reject(error) : resolve()));
    });
}
