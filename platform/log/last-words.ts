import { ConfigError } from '../settings/config-error.js';
import type { Logger } from './log.js';

/** How long the log may take to be written when the process ends by an error, in milliseconds. */
const patience = 1_000;

/**
 * Ends the process by an error that nobody caught as Node would, but tells of it as the log tells of errors: by class, code and stack. Node itself
 * would print message and fields, and they may quote what a person typed or an address with its password. To be called first of all.
 */
export function lastWords(log: Logger): void {
  process.on('uncaughtException', (error: unknown) => {
    // It names settings and never their values; whoever starts the process looks for it.
    if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
    log.fatal({ err: error }, 'ended by an error that nobody caught');
    setTimeout(() => process.exit(1), patience);
    log.flush(() => process.exit(1));
  });
}
