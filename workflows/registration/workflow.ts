import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  setHandler,
} from '@temporalio/workflow';
import { shouldContinueAsNew } from '../continuing.js';
import { stands } from '../stands.js';
import type { Submission } from '../submission.js';
import { Submissions } from '../submissions.js';
import { travel } from '../time-travel/messages.js';
import { nextWake } from '../waits.js';
import { type RegistrationInput, submitRegistration } from './messages.js';
import { Registration } from './registration.js';
import type { Carried } from './state.js';

/**
 * From an email address to an account, over as many devices and days as it takes; 28 days without a step end it.
 * The Update handler enqueues, the loop below acts.
 */
export async function registration(input: RegistrationInput, carried?: Carried): Promise<void> {
  const registering = new Registration(input, carried);
  const submissions = new Submissions<Submission>(
    ({ nonce }) => nonce,
    (submission) => registering.staleNow(submission),
    carried?.spent,
  );
  setHandler(stands, () => registering.stands);
  setHandler(submitRegistration, (submission) => submissions.receive(submission));

  if (input.sandbox) {
    setHandler(travel, async ({ ms }) => {
      registering.travelBy(ms);
      await registering.travel.settled();
    });
  }

  try {
    if (!carried) await registering.begin();
    while (!registering.over) {
      await takeStep(registering, submissions);
      if (registering.over || !(await shouldContinueAsNew(registering.background, submissions))) continue;
      const { state, progress, waiting } = registering;
      await continueAsNew<typeof registration>(input, { state, progress, waiting, spent: submissions.spent() });
    }
  } catch (error) {
    if (!isCancellation(error)) throw error;
    await CancellationScope.nonCancellable(() => registering.end());
  }
  await CancellationScope.nonCancellable(async () => {
    registering.travel.catchUp();
    await registering.background.settled();
    await answerTheRest(registering, submissions);
  });
}

async function takeStep(registering: Registration, submissions: Submissions<Submission>): Promise<void> {
  const wake = nextWake(registering.waiting);
  const patience = wake.at - Date.now();
  const travelled = registering.travel.total;
  if (patience > 0) registering.travel.catchUp();
  const next = await submissions.next(patience, () => registering.travel.total !== travelled);
  if (!next && registering.travel.total !== travelled) return registering.project();
  if (!next) return wake.what === 'remind' ? registering.remind() : registering.end();
  await registering.act(next.message);
  const { version, step } = registering.state;
  next.settle({ outcome: 'accepted', version, step });
}

/** Forms that came while the last one was acted on are stale now; none may be left without an answer. */
async function answerTheRest(registering: Registration, submissions: Submissions<Submission>): Promise<void> {
  while (!submissions.idle) {
    const late = await submissions.next(1);
    late?.settle({ outcome: 'stale', version: registering.state.version });
  }
  await condition(allHandlersFinished);
}
