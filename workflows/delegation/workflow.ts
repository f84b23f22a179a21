import { allHandlersFinished, condition, setHandler } from '@temporalio/workflow';
import { day } from '../../domain/clock.js';
import { changesAt } from '../../domain/delegation/after.js';
import type { Submission } from '../submission.js';
import { Submissions } from '../submissions.js';
import { DelegationRun } from './delegation.js';
import { type DelegationInput, delegationStopped, submitDelegation } from './messages.js';

type Message = { kind: 'submission'; submission: Submission } | { kind: 'stopped' };

/** No timer is set for longer: what it waits for is looked at anew. */
const longestWait = 90 * day;

/**
 * One delegation from the request to its end: asked for, agreed to or proved, looked at again each year, ended by either of the two at
 * any time, by age, or by its period. What it opens is decided by domain/delegation/may-act.ts, whether or not a timer here has fired.
 */
export async function delegation(input: DelegationInput): Promise<void> {
  const run = new DelegationRun(input);
  const messages = new Submissions<Message>(
    (message) => (message.kind === 'stopped' ? 'stopped' : message.submission.nonce),
    (message) => run.staleNow(message.kind === 'stopped' ? undefined : message.submission),
  );
  setHandler(submitDelegation, (submission) => messages.receive({ kind: 'submission', submission }));
  setHandler(delegationStopped, () => messages.receive({ kind: 'stopped' }));
  await run.begin();
  while (run.state.step !== 'ended') {
    const until = Math.min(changesAt(run.state, run.state.since), run.remindAt());
    const next = await messages.next(Math.min(until - Date.now(), longestWait));
    if (!next) {
      if (Date.now() >= run.remindAt()) await run.remind();
      await run.happen({ kind: 'time' });
      continue;
    }
    if (next.message.kind === 'stopped') await run.happen({ kind: 'stopped' });
    else await run.act(next.message.submission);
    const { version, step } = run.state;
    next.settle({ outcome: 'accepted', version, step });
  }
  await run.background.settled();
  await condition(allHandlersFinished);
}
