import type { Stands } from '../../workflows/stands.js';
import type { Opened } from '../open.js';
import type { Kind } from './kind.js';
import { look, standsOf } from './look.js';
import type { Stuck } from './stuck.js';

/** Compares what the store says of one thing with what its workflow says. @returns undefined where both are right */
export async function compare<Row>(opened: Opened, kind: Kind<Row>, id: string): Promise<Stuck | undefined> {
  const { store, temporal } = opened;
  const { standing } = kind;
  const workflowId = kind.workflowId(id);
  const seen = (await kind.read(store, id)) && (await look(temporal.client, workflowId));
  if (!seen) return undefined;
  const lost = seen.state === 'missing' || seen.state === 'ended';
  // Without a standing only the loss shows here; the rest is found among what runs.
  if (!lost && !standing) return undefined;
  const own = seen.state === 'running' ? await standsOf(temporal.client, workflowId) : undefined;
  // Read once more: it may just have ended, or gone on.
  const row = await kind.read(store, id);
  if (!row) return undefined;
  const of = { workflowId, ...kind.about(row), remedy: remedyOf(opened, kind, id, row) };
  if (seen.state === 'missing') return { ...of, what: 'missing', says: 'Temporal does not know it' };
  if (seen.state === 'ended') return { ...of, what: 'missing', says: 'it has ended, and the store does not know it' };
  if (seen.state === 'failing') return { ...of, what: 'failing', says: failing(seen.tries) };
  const { remedy: _, ...alone } = of;
  if (seen.state === 'retrying') return { ...alone, what: 'retrying', says: retrying(seen.activity, seen.tries) };
  const stored = standing?.of(row);
  // One that has just begun has projected nothing yet.
  if (!stored || !own || own.version === 0 || agree(stored, own)) return undefined;
  return { ...of, what: 'apart', says: `the store is at ${stored.step}, the workflow at ${own.step}` };
}

const agree = (stored: Stands, own: Stands): boolean => stored.nonce === own.nonce && stored.step === own.step;

/** What is done about the row as it is by then, and nothing where it has moved on. */
function remedyOf<Row>(opened: Opened, kind: Kind<Row>, id: string, looked: Row): NonNullable<Stuck['remedy']> {
  return {
    says: kind.remedy(looked),
    apply: async () => {
      const row = await kind.read(opened.store, id);
      if (row === undefined) return false;
      const [then, now] = [kind.standing?.of(looked), kind.standing?.of(row)];
      if (then?.epoch !== now?.epoch || then?.version !== now?.version) return false;
      return kind.restart(opened, row);
    },
  };
}

export const failing = (tries: number): string =>
  `its code fails, ${tries} times by now: see what the worker logs, and whether it is the right version`;

export const retrying = (activity: string, tries: number): string =>
  `${activity} has failed ${tries} times: it is tried again until what it needs answers`;
