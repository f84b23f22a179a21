import { setTimeout as sleep } from 'node:timers/promises';
import { Refused, type Subcommand, UsageError } from './command.js';
import { confirming, flags, orderOf } from './flags.js';
import { demandMigrated, noted, type Opened, opened } from './open.js';
import { queueHealth } from './queue-health.js';
import { knownToTemporal } from './redrive/known-to-temporal.js';
import { knownToTheStore } from './redrive/known-to-the-store.js';
import type { Stuck } from './redrive/stuck.js';

/** How many are looked at at once. */
const atOnce = 8;

/** Finds what does not go on by itself, and has it go on. */
export const redrive: Subcommand = {
  usage: 'redrive [WORKFLOW …] [--failing] [--yes --by NAME --reason TEXT]',
  more: `Finds journeys that do not go on by themselves, also after store and Temporal were restored to different moments, and says what would be
done about each. With --yes it does that, for the named ones or for all; those whose code fails only with --failing, because the right
version of the worker mends them as they are. Ends with 1 while something is left that needs somebody.`,
  run: ({ args, env, say }) =>
    opened({ env }, async (all) => {
      const { values, positionals } = flags(
        args,
        { ...confirming, failing: { type: 'boolean' } },
        Number.POSITIVE_INFINITY,
      );
      const order = values.yes ? orderOf(values) : undefined;
      await demandMigrated(all.store);
      await demandWorkers(all);
      const stuck = (await find(all, say)).filter(
        ({ workflowId }) => positionals.length === 0 || positionals.includes(workflowId),
      );
      const unknown = positionals.filter((id) => !stuck.some(({ workflowId }) => workflowId === id));
      if (unknown.length > 0) throw new UsageError(`Not found to be stuck: ${unknown.join(', ')}`);
      const endings = new Map<string, 'done' | 'moved on'>();
      for (const one of order ? stuck : []) {
        const { workflowId: workflow, what, remedy, accountId, caseId } = one;
        if (!remedy || !order || (what === 'failing' && !values.failing)) continue;
        const about = { ...(accountId ? { accountId } : {}), ...(caseId ? { caseId } : {}) };
        await noted(all.store, order, { action: 'workflow.redriven', ...about, details: { workflow, what } });
        endings.set(workflow, (await remedy.apply()) ? 'done' : 'moved on');
      }
      const isDone = ({ workflowId }: Stuck) => endings.get(workflowId) === 'done';
      const lines = stuck.map(
        (one) => `${one.workflowId}: ${one.says}. ${toldOf(one.remedy, endings.get(one.workflowId))}`,
      );
      const left = stuck.filter((one) => one.remedy && !isDone(one));
      const json = stuck.map((one) => ({
        ...{ workflowId: one.workflowId, what: one.what, says: one.says, remedy: one.remedy?.says, done: isDone(one) },
      }));
      return { ok: left.length === 0, lines: lines.length > 0 ? lines : ['Nothing is stuck.'], json: { stuck: json } };
    }),
};

function toldOf(remedy: Stuck['remedy'], ending?: 'done' | 'moved on'): string {
  if (!remedy) return 'It goes on by itself.';
  if (ending === 'moved on') return 'It has moved on meanwhile: look again.';
  return `${ending ? 'Done' : 'To do'}: ${remedy.says}.`;
}

/** A workflow that nobody takes tasks of looks like one that does not answer. */
async function demandWorkers({ temporal }: Opened): Promise<void> {
  const queues = await temporal.client
    .withDeadline(Date.now() + 5_000, () => queueHealth(temporal.client))
    .catch(() => {
      throw new Refused('Temporal does not answer: look at TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE.');
    });
  if (queues.some(({ kind, pollers }) => kind === 'workflows' && pollers === 0)) {
    throw new Refused('No worker takes tasks, so nothing can go on: start worker first.');
  }
}

/** What is on its way, from store to workflow or back, is there after this, in milliseconds. */
const onItsWay = 1_000;

/** Looks at everything, and a while later once more at what then looked stuck: it may have been going on. */
async function find(all: Opened, say: (line: string) => void): Promise<Stuck[]> {
  const suspects = [...(await looked(knownToTheStore(all), say)), ...(await looked(knownToTemporal(all), say))];
  if (suspects.length > 0) await sleep(onItsWay);
  const found = await looked(each(suspects.map(({ look }) => look)), () => undefined);
  return found.map(({ stuck }) => stuck);
}

type Look = () => Promise<Stuck | undefined>;

async function* each(looks: readonly Look[]): AsyncGenerator<Look> {
  yield* looks;
}

async function looked(source: AsyncGenerator<Look>, say: (line: string) => void) {
  const found: { stuck: Stuck; look: Look }[] = [];
  let count = 0;
  const lookers = Array.from({ length: atOnce }, async () => {
    for (let next = await source.next(); !next.done; next = await source.next()) {
      const look = next.value;
      const stuck = await look();
      count += 1;
      if (count % 1_000 === 0) say(`${count} looked at`);
      if (stuck) found.push({ stuck, look });
    }
  });
  await Promise.all(lookers);
  return found;
}
