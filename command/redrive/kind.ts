import type { Store } from '../../store/database.js';
import type { Stands } from '../../workflows/stands.js';
import type { Opened } from '../open.js';
import type { Stuck } from './stuck.js';

/** A kind of thing that lies in the store, and that a workflow of its own takes further. */
export interface Kind<Row> {
  /** The workflow's type. */
  readonly workflow: string;
  workflowId(id: string): string;
  /** The ids of those that need their workflow. */
  open(store: Store): AsyncIterable<string>;
  /** One of them as it is now; undefined where it needs no workflow (any more), or its person's next look begins it. */
  read(store: Store, id: string): Promise<Row | undefined>;
  about(row: Row): Pick<Stuck, 'accountId' | 'caseId'>;
  /**
   * Of those whose workflow can be asked where it stands: where the store says that it does, and the steps at which it is over, when its row
   * may be gone before it.
   */
  readonly standing?: { of(row: Row): Stands; readonly over: readonly string[] };
  /** What is done about one whose workflow is lost; operators read it. */
  remedy(row: Row): string;
  /** Does it. @returns false where it has moved on meanwhile */
  restart(opened: Opened, row: Row): Promise<boolean>;
  /** What of it is in the store: without anything its workflow is an orphan. Left out where a workflow may outlive its row. */
  kept?(store: Store, id: string): Promise<unknown>;
}
