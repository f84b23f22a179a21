import { allHandlersFinished, condition, proxyActivities, setHandler, sleep, uuid4 } from '@temporalio/workflow';
import type { LinkageActivities, LinkageOutcome } from '../../activities/linkage/activities.js';
import { keysKeptFor, type LinkageState, linkageEnds, paperTries, waysOutOf } from '../../domain/linkage/linkage.js';
import { quickly } from '../quickly.js';
import type { Submission } from '../submission.js';
import { Submissions } from '../submissions.js';
import { taskQueues } from '../task-queues.js';
import { contactsSent, type LinkageInput, submitLinkage } from './messages.js';

const store = quickly<Pick<LinkageActivities, 'projectLinkage' | 'endLinkage' | 'forgetPaperKey'>>();

const gp = proxyActivities<Pick<LinkageActivities, 'retrieveLinkageKeys' | 'checkPaperKey'>>({
  taskQueue: taskQueues.journeys,
  startToCloseTimeout: '40 seconds',
  scheduleToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 second', maximumInterval: '10 seconds' },
});

/**
 * Gets the keys that connect a person to their GP surgery, for one partner and one agreement: from the GP system, else from paper. What is
 * down is asked for a minute, with the same request id; then the person chooses. Keys that lie ready are erased when no token can ask
 * for them any more.
 */
export async function linkage({ linkageId, accountId, partnerId, nonce }: LinkageInput): Promise<void> {
  const begun = { version: 0, epoch: 0, step: 'reading' as const, updatedAt: Date.now() };
  let state: LinkageState = { id: linkageId, accountId, partnerId, nonce, ...begun };
  let turn = 0;
  let triesLeft = paperTries;
  let sent = false;
  const submissions = new Submissions<Submission>(
    (submission) => submission.nonce,
    (submission) =>
      state.step !== 'ready' && state.step !== 'ended' && submission.nonce === state.nonce
        ? undefined
        : { outcome: 'stale', version: state.version },
  );
  setHandler(submitLinkage, (submission) => submissions.receive(submission));
  setHandler(contactsSent, () => {
    sent = state.problem === 'linkage_email_not_valid';
  });
  const over = () => state.step === 'ready' || state.step === 'ended';

  await retrieve();
  while (!over()) {
    const next = await submissions.next(linkageEnds, () => sent);
    if (!next && sent) {
      sent = false;
      await show({ step: 'reading' });
      await retrieve();
      continue;
    }
    const { action, nonce: form } = next?.message ?? { action: 'without', nonce: '' };
    if (action === 'without') await end();
    else if (leadsOut(action)) await show({ step: action === 'paper' ? 'checking' : 'reading' });
    next?.settle({ outcome: 'accepted', version: state.version });
    if (state.step === 'reading') await retrieve();
    if (state.step === 'checking') await paper(form);
  }
  if (state.step === 'ready') {
    await sleep(keysKeptFor);
    await end();
  }
  await condition(allHandlersFinished);

  function leadsOut(action: string): boolean {
    const ways: readonly string[] = state.problem ? waysOutOf(state.problem) : [];
    return ways.includes(action) && (action === 'again' || (action === 'paper' && triesLeft > 0));
  }

  function asked() {
    return { linkageId, accountId, partnerId, turn: ++turn, now: Date.now() };
  }

  async function retrieve(): Promise<void> {
    await come(await settled(() => gp.retrieveLinkageKeys(asked())));
  }

  async function paper(form: string): Promise<void> {
    triesLeft--;
    const outcome = await settled(() => gp.checkPaperKey({ ...asked(), nonce: form }));
    await store.forgetPaperKey({ nonce: form });
    await come(outcome);
  }

  /** What is still down when patience ends is a problem like others: the person chooses. */
  function settled(work: () => Promise<LinkageOutcome>): Promise<LinkageOutcome> {
    return work().catch(() => 'linkage_unavailable' as const);
  }

  async function come(outcome: LinkageOutcome): Promise<void> {
    await show(outcome === 'ready' ? { step: 'ready' } : { step: 'problem', problem: outcome, triesLeft });
  }

  /** The store first: from then on pages begin another. */
  async function end(): Promise<void> {
    await store.endLinkage({ linkageId });
    await show({ step: 'ended', ...(state.problem ? { problem: state.problem } : {}) });
  }

  async function show(change: Partial<LinkageState>): Promise<void> {
    const { problem: _, triesLeft: __, ...rest } = state;
    state = { ...rest, ...change, nonce: uuid4(), version: state.version + 1, updatedAt: Date.now() };
    await store.projectLinkage(state);
  }
}
