import type { Db } from 'mongodb';

/** The two databases of an installation. */
export type Databases = { db: Db; keysDb: Db };

/** One numbered change of what lies in the databases. */
export type Migration = {
  /** 1, 2, 3 …, without gaps, for good. */
  number: number;
  /** Says what it does, in a few words apart by hyphens. */
  name: string;
  /**
   * Processes of versions that do not know it must not run any more. Without it they do, beside those that know it: during a rolling
   * update both write. Such a change takes two releases: one that reads the old and the new, and the next, which breaks.
   */
  breaks?: true;
  /**
   * Makes the change. It may be killed anywhere and is then begun anew, so it touches only what still has the old form.
   * @param held to be called between batches: throws where another process has taken over
   */
  run(databases: Databases, held: () => Promise<void>): Promise<void>;
};
