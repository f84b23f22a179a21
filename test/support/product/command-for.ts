import { surety } from '../../../command/surety.js';
import type { WorkflowEnvironment } from '../workflows/workflow-environment.js';

/** What the command answered: its exit code, and what it wrote to standard output and standard error. */
export type Answered = { exit: number; out: string; said: string };

type Run = ((...argv: string[]) => Promise<Answered>) & { with: (settings: NodeJS.ProcessEnv) => Run };

/** The operators' command, called on the store and server of a test. */
export function commandFor(at: Pick<WorkflowEnvironment, 'settings'>): Run {
  const run = async (...argv: string[]): Promise<Answered> => {
    const [out, said]: [string[], string[]] = [[], []];
    const exit = await surety(
      argv,
      at.settings,
      (text) => void out.push(text),
      (line) => void said.push(line),
    );
    return { exit, out: out.join(''), said: said.join('\n') };
  };
  return Object.assign(run, {
    with: (settings: NodeJS.ProcessEnv) => commandFor({ settings: { ...at.settings, ...settings } }),
  });
}
