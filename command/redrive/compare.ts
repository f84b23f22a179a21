import type { QueryDefinition } from '@temporalio/client';
import type { Stands } from '../../workflows/submission.js';
import type { Opened } from '../open.js';
import { look, standsOf } from './look.js';
import type { Stuck } from './stuck.js';

type Known = Pick<Stuck, 'workflowId' | 'accountId' | 'caseId'> & {
  query: QueryDefinition<Stands, []>;
  /** What the store says now; undefined where it is over meanwhile. */
  state: () => Promise<Stands | undefined>;
  remedy: NonNullable<Stuck['remedy']>;
};

/** Compares what the store says with what the workflow says. @returns undefined where both are right */
export async function compare({ temporal }: Opened, known: Known): Promise<Stuck | undefined> {
  const { query, state, remedy, ...of } = known;
  const seen = await look(temporal.client, known.workflowId);
  if (seen.state === 'missing' || seen.state === 'ended') {
    // It may just have ended, the store knowing it.
    if (!(await state())) return undefined;
    const says =
      seen.state === 'missing' ? 'Temporal does not know it' : 'it has ended, and the store does not know it';
    return { ...of, what: 'missing', says, remedy };
  }
  if (seen.state === 'failing') return { ...of, what: 'failing', says: failing(seen.tries), remedy };
  if (seen.state === 'retrying') return { ...of, what: 'retrying', says: retrying(seen.activity, seen.tries) };
  const [stored, own] = [await state(), await standsOf(temporal.client, known.workflowId, query)];
  if (!stored || !own || (stored.nonce === own.nonce && stored.step === own.step)) return undefined;
  return {
    ...of,
    what: 'apart',
    says: `the store is at ${stored.step}, the workflow at ${own.step}`,
    remedy,
  };
}

export const failing = (tries: number): string =>
  `its code fails, ${tries} times by now: see what the worker logs, and whether it is the right version`;

export const retrying = (activity: string, tries: number): string =>
  `${activity} has failed ${tries} times: it is tried again until what it needs answers`;
