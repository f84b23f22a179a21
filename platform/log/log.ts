import { type Bindings, type ChildLoggerOptions, type DestinationStream, type Logger, pino } from 'pino';
import { currentRequestId } from '../request-id/request-id.js';
import { safeForLog } from './safe-for-log.js';

export type { Logger } from 'pino';

/** Lines are written together, after so many milliseconds at most: under load one by one costs as much as many at once. */
const soon = 100;

export interface LogOptions {
  readonly level: string;
  /** The process that writes: `api`, `worker`, `checks`, `dev`. */
  readonly process: string;
  /** Where lines go; standard output if left out. */
  readonly destination?: DestinationStream;
}

/**
 * A logger of JSON lines that cannot leak by accident: fields whose names speak of personal data or secrets are
 * replaced, errors show class, code and stack but never a message (it may quote what a person typed), and each line
 * carries the current request id. Messages must be constant texts. Use `log.child({ … })` for fixed fields.
 */
export function createLog({ level, process, destination }: LogOptions): Logger {
  const log = pino(
    {
      level,
      base: { process },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => safeForLog(fields) as Record<string, unknown>,
      },
      serializers: { err: asIs, error: asIs },
      mixin: () => {
        const requestId = currentRequestId();
        return requestId ? { requestId } : {};
      },
      hooks: {
        // pino would use an error's own message as the line's message.
        logMethod(args, method) {
          const [first, ...rest] = args as unknown as [unknown, ...unknown[]];
          const error = first instanceof Error ? first : undefined;
          const line = error ? [{ err: error }, typeof rest[0] === 'string' ? rest[0] : 'error'] : args;
          method.apply(this, line as unknown as Parameters<typeof method>);
        },
      },
    },
    destination ?? pino.destination({ sync: false, minLength: 4_096, periodicFlush: soon }),
  );
  // pino formats the fixed fields of the first logger only, not those of its children.
  const child = log.child as unknown as (bindings: Bindings, options?: ChildLoggerOptions) => Logger;
  log.child = function safeChild(this: Logger, bindings: Bindings, options?: ChildLoggerOptions) {
    return child.call(this, safeForLog(bindings) as Bindings, options);
  } as unknown as Logger['child'];
  return log;
}

/** Errors arrive here already made safe. */
function asIs(value: unknown): unknown {
  return value;
}
