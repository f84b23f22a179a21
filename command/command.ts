/** What a subcommand has to say. The command ends with 0 where `ok`, else with 1. */
export type Outcome = {
  ok: boolean;
  /** For people, line by line. */
  lines: string[];
  /** For programs (`--json`). */
  json: object;
};

/** What a subcommand is given. */
export type Asked = {
  /** Those after the subcommand's name. */
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Tells how far it is; on standard error, so that what is written to standard output can be passed on. */
  say: (line: string) => void;
};

/** One thing that `surety` does. */
export type Subcommand = {
  /** One line: its arguments and what it does. */
  usage: string;
  /** What else there is to know of it. */
  more?: string;
  /** @throws UsageError, Refused */
  run(asked: Asked): Promise<Outcome>;
};

/** It was called wrongly: the command says how to, and ends with 2. */
export class UsageError extends Error {
  readonly code = 'usage';
}

/** It cannot be done as things are; the message says what to do. The command ends with 1. */
export class Refused extends Error {
  readonly code = 'refused';
}
