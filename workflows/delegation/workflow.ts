import { allHandlersFinished, condition, setHandler } from '@temporalio/workflow';
import { day, hour } from '../../domain/clock.js';
import { changesAt } from '../../domain/delegation/after.js';
import { stands } from '../stands.js';
import type { Submission } from '../submission.js';
import { Submissions } from '../submissions.js';
import { DelegationRun } from './delegation.js';
import { type DelegationInput, delegationDecided, delegationStopped, submitDelegation } from './messages.js';

type Message =
  | { kind: 'submission'; submission: Submission }
  | { kind: 'stopped' }
  | { kind: 'decided'; which: string };

/** No timer is set for longer: what it waits for is looked at anew. */
const longestWait = 90 * day;
/** What caseworkers say lies in the store; where the workflow could not be told it finds it so. */
const lookEvery = 6 * hour;

/**
 * One delegation from the request to its end: asked for, agreed to or proved, looked at again each year, ended by either of the two at
 * any time, by age, or by its period. What it opens is decided by domain/delegation/may-act.ts, whether or not a timer here has fired.
 */
export async function delegation(input: DelegationInput): Promise<void> {
  const run = new DelegationRun(input);
  const messages = new Submissions<Message>(keyOf, (message) =>
    run.staleNow(message.kind === 'submission' ? message.submission : undefined),
  );
  setHandler(stands, () => run.state);
  setHandler(submitDelegation, (submission) => messages.receive({ kind: 'submission', submission }));
  setHandler(delegationStopped, () => messages.receive({ kind: 'stopped' }));
  setHandler(delegationDecided, (which) => messages.receive({ kind: 'decided', which }));
  await run.begin();
  while (run.state.step !== 'ended') {
    const until = Math.min(changesAt(run.state, run.state.since), run.remindAt());
    const patience = awaitsStaff(run.state) ? lookEvery : longestWait;
    const next = await messages.next(Math.min(until - Date.now(), patience));
    if (!next) {
      if (Date.now() >= run.remindAt()) await run.remind();
      await run.lookAgain();
      await run.hear();
      await run.happen({ kind: 'time' });
      continue;
    }
    if (next.message.kind === 'stopped') await run.happen({ kind: 'stopped' });
    else if (next.message.kind === 'decided') await run.hear();
    else await run.act(next.message.submission);
    const { version, step } = run.state;
    next.settle({ outcome: 'accepted', version, step });
  }
  await run.background.settled();
  await condition(allHandlersFinished);
}

function keyOf(message: Message): string {
  if (message.kind === 'submission') return message.submission.nonce;
  return message.kind === 'stopped' ? 'stopped' : `decided ${message.which}`;
}

const awaitsStaff = ({ step, basis }: DelegationRun['state']): boolean =>
  step === 'in-review' || (step === 'paused' && basis !== 'consent');
