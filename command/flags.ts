import { type ParseArgsConfig, parseArgs } from 'node:util';
import { reasonLength, wrongReason } from '../domain/casework/staff-reason.js';
import { UsageError } from './command.js';

/**
 * Reads the arguments of a subcommand. `--json` is known to all.
 * @param most how many arguments it takes that are no flags
 * @throws UsageError naming what is wrong
 */
export function flags<O extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: O, most = 0) {
  const read = parsed(args, options);
  const stray = read.positionals[most];
  if (stray !== undefined) throw new UsageError(`"${stray}" is one argument too many`);
  return read;
}

function parsed<O extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: O) {
  try {
    const known = { ...options, json: { type: 'boolean' as const } };
    return parseArgs({ args, options: known, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Who gives the order and why, which every change is recorded with. */
export const ordering = { by: { type: 'string' }, reason: { type: 'string' } } as const;

/** The same of what says first what it would do: without `--yes` it changes nothing. */
export const confirming = { ...ordering, yes: { type: 'boolean' } } as const;

export type Order = { by: string; reason: string };

/** @throws UsageError where a change is asked for without saying by whom and why, or with somebody's details in it */
export function orderOf(values: { by?: string | undefined; reason?: string | undefined }): Order {
  const { by = '', reason = '' } = values;
  if (!/^[\w.-]{2,40}$/.test(by)) {
    throw new UsageError(
      '--by NAME is missing: who gives the order, 2 to 40 letters, digits, dots, dashes or underscores',
    );
  }
  const wrong = wrongReason(reason);
  if (wrong === 'personal') {
    throw new UsageError(
      '--reason must say nothing about a person: no email address and no long number. It is kept for good',
    );
  }
  if (wrong) {
    throw new UsageError(
      `--reason TEXT is missing or not ${reasonLength.least} to ${reasonLength.most} characters long: why this is done`,
    );
  }
  return { by, reason };
}
