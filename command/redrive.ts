import { setTimeout as sleep } from 'node:timers/promises';
import { type Outcome, Refused, type Subcommand, UsageError } from './command.js';
import { confirming, flags, type Order, orderOf } from './flags.js';
import { lookThrough } from './look-through.js';
import { demandMigrated, noted, type Opened, opened } from './open.js';
import { queueHealth } from './queue-health.js';
import { knownToTemporal } from './redrive/known-to-temporal.js';
import { knownToTheStore } from './redrive/known-to-the-store.js';
import type { Remedy, Stuck } from './redrive/stuck.js';

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
      const wanted = order ? stuck.filter(({ what }) => what !== 'failing' || values.failing) : [];
      const endings: Endings = new Map();
      for (const one of wanted) if (order && one.remedy) endings.set(one, await applied(all, order, one, one.remedy));
      return outcome(stuck, endings);
    }),
};

type Ending = 'done' | 'moved on';
type Endings = Map<Stuck, Ending>;

/** Notes it, and does it. */
async function applied({ store }: Opened, order: Order, stuck: Stuck, remedy: Remedy): Promise<Ending> {
  const { workflowId: workflow, what, accountId, caseId } = stuck;
  const about = { ...(accountId ? { accountId } : {}), ...(caseId ? { caseId } : {}) };
  await noted(store, order, { action: 'workflow.redriven', ...about, details: { workflow, what } });
  return (await remedy.apply()) ? 'done' : 'moved on';
}

function outcome(stuck: readonly Stuck[], endings: Endings): Outcome {
  const isDone = (one: Stuck) => endings.get(one) === 'done';
  const lines = stuck.map((one) => `${one.workflowId}: ${one.says}. ${toldOf(one.remedy, endings.get(one))}`);
  const json = stuck.map((one) => {
    const { workflowId, what, says, remedy } = one;
    return { workflowId, what, says, remedy: remedy?.says, done: isDone(one) };
  });
  return {
    ok: stuck.every((one) => !one.remedy || isDone(one)),
    lines: lines.length > 0 ? lines : ['Nothing is stuck.'],
    json: { stuck: json },
  };
}

function toldOf(remedy: Remedy | undefined, ending: Ending | undefined): string {
  if (!remedy) return 'It goes on by itself.';
  if (ending === 'moved on') return 'It has moved on meanwhile: look again.';
  return `${ending ? 'Done' : 'To do'}: ${remedy.says}.`;
}

/** A workflow that nobody takes tasks of looks like one that does not answer. */
async function demandWorkers({ temporal }: Opened): Promise<void> {
  const queues = await queueHealth(temporal.client).catch(() => {
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
  await lookThrough(source, say, async (look) => {
    const stuck = await look();
    if (stuck) found.push({ stuck, look });
  });
  return found;
}
