/** One bad setting: its name and, in words, what it should be. Never its value. */
export interface ConfigProblem {
  readonly setting: string;
  readonly expected: string;
}

/** The environment is not one that this process can run with: the process must not start. */
export class ConfigError extends Error {
  readonly code = 'config_invalid';

  constructor(
    readonly process: string,
    readonly problems: readonly ConfigProblem[],
  ) {
    const lines = problems.map(({ setting, expected }) => `  ${setting}: ${expected}`);
    super(`The settings of the process "${process}" are not right:\n${lines.join('\n')}`);
    this.name = 'ConfigError';
  }
}
