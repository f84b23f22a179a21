import { whyRefused } from '../platform/temporal/connection.js';
import { isReady } from '../store/migrations/standing.js';
import type { Outcome, Subcommand } from './command.js';
import { flags } from './flags.js';
import { type Opened, opened } from './open.js';
import { type QueueHealth, queueHealth } from './queue-health.js';

/** A task that waits longer than this has nobody who takes it, in seconds. */
const waitsTooLong = 60;
/** An audit entry that has waited longer than this for its place shows that no api process runs, in seconds. */
const unsealedTooLong = 60;

type Finding = { part: string; ok: boolean; says: string };

/** Looks at everything that Surety stands on. */
export const health: Subcommand = {
  usage: 'health',
  more: 'Looks at database, migrations, Temporal, workers, queues and the sealing of the audit; ends with 1 where one of them is not right.',
  run: ({ args, env }) => {
    flags(args, {});
    return opened({ env }, async (all) => outcome([await database(all), await sealing(all), ...(await temporal(all))]));
  },
};

function outcome(findings: readonly Finding[]): Outcome {
  const lines = findings.map(({ part, ok, says }) => `${ok ? 'ok  ' : 'BAD '} ${part}: ${says}`);
  return { ok: findings.every(({ ok }) => ok), lines, json: { findings } };
}

async function database({ store }: Opened): Promise<Finding> {
  const standing = await store.schema.standing();
  const { pending, missingIndexes, beyond } = standing;
  const part = 'database';
  if (beyond.length > 0) return { part, ok: false, says: 'belongs to a newer version of Surety' };
  if (isReady(standing)) return { part, ok: true, says: 'answers, and is at this version' };
  const missing = `${pending.length} migrations and ${missingIndexes.length} indexes are missing`;
  return { part, ok: false, says: `${missing}: run \`surety migrate\`` };
}

async function sealing({ store }: Opened): Promise<Finding> {
  const oldest = await store.auditSealing.oldestUnsealed();
  const seconds = oldest ? Math.max(0, Math.round((Date.now() - oldest.getTime()) / 1_000)) : 0;
  if (seconds <= unsealedTooLong) return { part: 'audit', ok: true, says: 'entries get their places' };
  return { part: 'audit', ok: false, says: `an entry has waited ${seconds} s for its place: does an api process run?` };
}

async function temporal({ config, temporal: { client } }: Opened): Promise<Finding[]> {
  let queues: QueueHealth[];
  try {
    queues = await queueHealth(client);
  } catch (error) {
    const says =
      (await whyRefused(config, error)) ??
      'does not answer, or does not know the namespace: look at TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE';
    return [{ part: 'Temporal', ok: false, says }];
  }
  return [{ part: 'Temporal', ok: true, says: 'answers' }, ...queues.map(queueFinding)];
}

function queueFinding({ queue, kind, pollers, waiting, oldestSeconds }: QueueHealth): Finding {
  const part = `queue ${queue}, ${kind}`;
  const load = `${waiting} tasks wait, the oldest for ${oldestSeconds} s`;
  if (pollers === 0)
    return { part, ok: false, says: `nobody takes tasks: start ${queue === 'checks' ? 'checks' : 'worker'}; ${load}` };
  const ok = oldestSeconds <= waitsTooLong;
  return { part, ok, says: `${pollers} take tasks; ${load}${ok ? '' : ': start more copies, or see what they log'}` };
}
