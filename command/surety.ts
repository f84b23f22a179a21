import { ConfigError } from '../platform/settings/config-error.js';
import { blockDocuments } from './block-documents.js';
import { Refused, type Subcommand, UsageError } from './command.js';
import { erase } from './erase.js';
import { exportAccount } from './export.js';
import { health } from './health.js';
import { migrate } from './migrate.js';
import { redrive } from './redrive.js';
import { rotateKeys } from './rotate-keys.js';
import { verifyAudit } from './verify-audit.js';

const subcommands: Readonly<Record<string, Subcommand>> = {
  health,
  migrate,
  'verify-audit': verifyAudit,
  'rotate-keys': rotateKeys,
  redrive,
  export: exportAccount,
  erase,
  'block-documents': blockDocuments,
};

const usage = [
  'surety SUBCOMMAND [--json]',
  '',
  ...Object.values(subcommands).flatMap((one) => [
    `  ${one.usage}`,
    ...(one.more ?? '').split('\n').map((line) => `      ${line}`),
  ]),
  '',
  'With the settings of the checks process. Ends with 0; 1 where something is wrong or was refused; 2 where it was called wrongly.',
  '',
].join('\n');

/**
 * What those who run Surety do from the command line.
 * @returns the exit code
 */
export async function surety(
  argv: string[],
  env: NodeJS.ProcessEnv,
  out: (text: string) => void,
  say: (line: string) => void,
) {
  const [name = 'help', ...args] = argv;
  const json = args.includes('--json');
  const fail = (code: string, message: string, exit: 1 | 2): number => {
    if (json) out(`${JSON.stringify({ ok: false, error: { code, message } })}\n`);
    else say(message);
    return exit;
  };
  if (['help', '--help', '-h'].includes(name)) {
    out(usage);
    return argv.length === 0 ? 2 : 0;
  }
  const subcommand = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (!subcommand) return fail('usage', `There is no "${name}".\n\n${usage}`, 2);
  try {
    const outcome = await subcommand.run({ args, env, say });
    out(json ? `${JSON.stringify({ ok: outcome.ok, ...outcome.json })}\n` : `${outcome.lines.join('\n')}\n`);
    return outcome.ok ? 0 : 1;
  } catch (error) {
    if (error instanceof UsageError) return fail('usage', `${error.message}\n\n  surety ${subcommand.usage}`, 2);
    if (error instanceof Refused || error instanceof ConfigError) return fail(error.code, error.message, 1);
    const { code, name: kind, message } = error as Error & { code?: string };
    return fail(String(code ?? kind), `It did not work: ${kind}: ${message}`, 1);
  }
}
