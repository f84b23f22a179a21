/** Something that does not go on by itself, and what would be done about it. */
export type Stuck = {
  workflowId: string;
  /**
   * `missing`: the store knows it, Temporal does not. `apart`: they do not stand at the same place. `orphan`: Temporal knows it, the store
   * does not. `failing`: its code throws. `retrying`: an activity fails again and again.
   */
  what: 'missing' | 'apart' | 'orphan' | 'failing' | 'retrying';
  says: string;
  /** Undefined where it goes on by itself once what it waits for is there. */
  remedy?: Remedy;
  accountId?: string;
  caseId?: string;
};

/** `apply` does it. @returns false where there is nothing to be done any more */
export type Remedy = { says: string; apply: () => Promise<boolean> };

/** Tries of an activity after which it is worth a look. */
export const manyTries = 10;

/** A workflow's own code that fails is tried twice at once, then ever more rarely. */
export const manyTasks = 2;
