import { WorkflowNotFoundError } from '@temporalio/client';
import { createSealer } from '../platform/keys/sealing.js';
import { keysNeededFor } from '../platform/temporal/sealed-payloads.js';
import type { Outcome } from './command.js';
import { lookThrough } from './look-through.js';
import type { Opened } from './open.js';

/** Which keys of PAYLOAD_KEY the histories of running workflows need, and whether all of them are in the setting. What is over needs none to go on. */
export async function payloadKeys({ config, temporal }: Opened, say: (line: string) => void): Promise<Outcome> {
  const ring = createSealer(config.payloadKey).keyIds;
  const needed = new Map<string, number>(ring.map((id) => [id, 0]));
  const running = temporal.client.workflow.list({ query: 'ExecutionStatus = "Running"' });
  await lookThrough(running, say, async ({ workflowId, runId }) => {
    const history = await temporal.client.workflow
      .getHandle(workflowId, runId)
      .fetchHistory()
      .catch((error: unknown) => {
        if (error instanceof WorkflowNotFoundError) return undefined;
        throw error;
      });
    for (const id of keysNeededFor(history)) needed.set(id, (needed.get(id) ?? 0) + 1);
  });
  const keys = [...needed].map(([id, workflows]) => ({ id, workflows, place: ring.indexOf(id) + 1 }));
  return { ok: keys.every(({ place }) => place > 0), lines: keys.map(lineOf), json: { payloadKeys: keys } };
}

function lineOf({ id, workflows, place }: { id: string; workflows: number; place: number }): string {
  if (place === 0)
    return `${id}: ${workflows} running workflows need it, and it is not in PAYLOAD_KEY: they stand still`;
  const where = place === 1 ? 'the first in PAYLOAD_KEY, which seals' : `in PAYLOAD_KEY, at place ${place}`;
  const may = place > 1 && workflows === 0 ? '. It may be taken out' : '';
  return `${id} (${where}): ${workflows} running workflows need it${may}`;
}
