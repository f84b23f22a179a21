import { allHandlersFinished, condition, proxyActivities, setHandler, uuid4 } from '@temporalio/workflow';
import type { ContactUpdateActivities } from '../../activities/contact-update/activities.js';
import { type ContactUpdateState, comparisonEnds, type PdsContactKind } from '../../domain/accounts/contact-update.js';
import { goOnWithLinkage } from '../linkage/go-on.js';
import { quickly } from '../quickly.js';
import type { Submission } from '../submission.js';
import { Submissions } from '../submissions.js';
import { taskQueues } from '../task-queues.js';
import { type ContactUpdateInput, submitContactUpdate } from './messages.js';

const store = quickly<Pick<ContactUpdateActivities, 'projectContactUpdate'>>();

const pds = proxyActivities<ContactUpdateActivities>({
  taskQueue: taskQueues.journeys,
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: '2 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '15 seconds' },
});

const sends: Readonly<Record<string, readonly PdsContactKind[]>> = {
  email: ['email'],
  mobile: ['mobile'],
  both: ['email', 'mobile'],
};

/**
 * Shows a person what PDS holds beside what they sign in with, and sends theirs there: if the record is still as they saw it, else it is
 * read again and shown. PDS that does not answer is asked for two minutes, with the same request id; then the person chooses.
 */
export async function contactUpdate({ updateId, accountId, nonce, linkageId }: ContactUpdateInput): Promise<void> {
  const begun = { version: 0, epoch: 0, step: 'reading' as const, differs: [], updatedAt: Date.now() };
  let state: ContactUpdateState = { id: updateId, accountId, nonce, ...begun };
  let version = '';
  let turn = 0;
  const over = () => state.step === 'restricted' || state.step === 'ended';
  const submissions = new Submissions<Submission>(
    (submission) => submission.nonce,
    (submission) =>
      !over() && submission.nonce === state.nonce ? undefined : { outcome: 'stale', version: state.version },
  );
  setHandler(submitContactUpdate, (submission) => submissions.receive(submission));

  await read();
  while (!over()) {
    const next = await submissions.next(comparisonEnds);
    if (!next) {
      await show({ step: 'ended' });
      continue;
    }
    const { action } = next.message;
    const send = (sends[action] ?? []).filter((kind) => state.differs.includes(kind));
    await show({ step: send.length > 0 ? 'sending' : 'reading' });
    next.settle({ outcome: 'accepted', version: state.version });
    await (send.length > 0 ? sendThem(send) : read());
  }
  await condition(allHandlersFinished);

  async function read(outcome?: ContactUpdateState['outcome']): Promise<void> {
    try {
      const found = await pds.readPdsContacts({ updateId, accountId, turn: ++turn });
      if (!found) return await show({ step: 'restricted', differs: [] });
      version = found.version;
      await show({ step: 'compare', differs: found.differs, ...(outcome ? { outcome } : {}) });
    } catch {
      await show({ step: 'unavailable' });
    }
  }

  async function sendThem(send: PdsContactKind[]): Promise<void> {
    try {
      const outcome = await pds.sendPdsContacts({ updateId, accountId, version, send, now: Date.now() });
      if (outcome === 'refused') return await show({ step: 'restricted', differs: [] });
      if (outcome === 'written' && linkageId && send.includes('email')) await goOnWithLinkage(linkageId);
      await read(outcome === 'written' ? 'sent' : 'conflict');
    } catch {
      await show({ step: 'unavailable' });
    }
  }

  async function show(change: Partial<ContactUpdateState>): Promise<void> {
    const { outcome: _, ...rest } = state;
    state = { ...rest, ...change, nonce: uuid4(), version: state.version + 1, updatedAt: Date.now() };
    await store.projectContactUpdate(state);
  }
}
