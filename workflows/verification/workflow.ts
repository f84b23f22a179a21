import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  setHandler,
} from '@temporalio/workflow';
import { unfinishedEnds } from '../../domain/journey/unfinished.js';
import { shouldContinueAsNew } from '../continuing.js';
import { stands } from '../stands.js';
import type { Submission, SubmissionResult } from '../submission.js';
import { Submissions } from '../submissions.js';
import { travel } from '../time-travel/messages.js';
import { nextWake } from '../waits.js';
import {
  type Decision,
  decideReview,
  type RaiseWanted,
  raiseWanted,
  submitVerification,
  type VerificationInput,
  withdrawCase,
} from './messages.js';
import type { Carried } from './state.js';
import { Verification } from './verification.js';

type Message =
  | { kind: 'submission'; submission: Submission }
  | { kind: 'decision'; decision: Decision }
  | { kind: 'withdrawal' }
  | { kind: 'wanted'; raise: RaiseWanted };

/** A raise is not spent by its first arrival: it says the same each time, and nothing is lost by acting on it again. */
const keyOf = (message: Message): string => {
  if (message.kind === 'submission') return message.submission.nonce;
  if (message.kind === 'withdrawal') return 'withdrawal';
  if (message.kind === 'decision') return `decision-${message.decision.reviewId}`;
  return `wanted-${message.raise.journeyId}-${message.raise.wanted}`;
};

/**
 * Raises one account's level. Update handlers enqueue, the loop below acts. Ends verified, declined or expired; evidence is erased
 * some time after the end (a setting), at once when the person takes it back.
 */
export async function verification(input: VerificationInput, carried?: Carried): Promise<void> {
  const verifying = new Verification(input, carried);
  const messages = new Submissions<Message>(keyOf, (message) => staleNow(verifying, message), carried?.spent);
  setHandler(stands, () => verifying.stands);
  setHandler(submitVerification, (submission) => messages.receive({ kind: 'submission', submission }));
  setHandler(decideReview, (decision) => messages.receive({ kind: 'decision', decision }));
  setHandler(withdrawCase, () => messages.receive({ kind: 'withdrawal' }));
  if (input.sandbox) {
    setHandler(travel, async ({ ms }) => {
      verifying.travelBy(ms);
      await verifying.travel.settled();
    });
  }
  setHandler(raiseWanted, (raise) => messages.receive({ kind: 'wanted', raise }));

  try {
    while (!verifying.over) {
      await takeStep(verifying, messages);
      if (verifying.over || !(await shouldContinueAsNew(verifying.background, messages))) continue;
      const { state, findings, waiting } = verifying;
      await continueAsNew<typeof verification>(input, { state, findings, waiting, spent: messages.spent() });
    }
    await answerLateOnes(verifying, messages);
    await verifying.eraseEvidence();
  } catch (error) {
    if (!isCancellation(error)) throw error;
    // The account is closed: as if the person had taken it back.
    await CancellationScope.nonCancellable(() => (verifying.over ? verifying.eraseEvidence() : verifying.withdraw()));
  }
}

async function takeStep(verifying: Verification, messages: Submissions<Message>): Promise<void> {
  const wake = wakeOf(verifying);
  const patience = wake.at - Date.now();
  const travelled = verifying.travel.total;
  if (patience > 0) verifying.travel.catchUp();
  const next = await messages.next(patience, () => verifying.travel.total !== travelled);
  if (!next) {
    if (verifying.travel.total !== travelled) return verifying.project();
    if (wake.what === 'look') return;
    if (wake.what === 'answer') return verifying.answerReview();
    return wake.what === 'remind' ? verifying.remind() : verifying.expire();
  }
  const { message, settle } = next;
  const accepted = () => {
    const { version, step } = verifying.state;
    settle({ outcome: 'accepted', version, step });
  };
  if (message.kind === 'wanted') await verifying.raiseWanted(message.raise);
  if (message.kind === 'decision') await verifying.decided(message.decision);
  if (message.kind === 'withdrawal') await verifying.withdraw();
  if (message.kind === 'submission') await verifying.act(message.submission, accepted);
  accepted();
}

/** A checker may take as long as it needs: only waits for the person are reminded of and end. */
function wakeOf({ inReview, findings, waiting }: Verification): {
  at: number;
  what: 'remind' | 'end' | 'answer' | 'look';
} {
  if (!inReview) return nextWake(waiting);
  const { reviewAnswered } = findings;
  return reviewAnswered ? { at: reviewAnswered, what: 'answer' } : { at: Date.now() + unfinishedEnds, what: 'look' };
}

function staleNow(verifying: Verification, message: Message): SubmissionResult | undefined {
  if (message.kind === 'withdrawal') return undefined;
  if (message.kind === 'submission') return verifying.staleNow(message.submission);
  return message.kind === 'decision' ? verifying.staleDecision(message.decision) : verifying.staleRaise();
}

/**
 * A case that is over goes on answering (stale tabs, decisions pressed twice) until its evidence is due to be erased. Who takes it back
 * meanwhile has it erased at once.
 */
async function answerLateOnes(verifying: Verification, messages: Submissions<Message>): Promise<void> {
  const end = Date.now() + verifying.travel.total + (await verifying.keepsEvidenceFor());
  for (;;) {
    const travelled = verifying.travel.total;
    const left = end - travelled - Date.now();
    verifying.travel.catchUp();
    if (left <= 0) break;
    const late = await messages.next(left, () => verifying.travel.total !== travelled);
    if (!late) continue;
    const { version } = verifying.state;
    if (late.message.kind !== 'withdrawal') {
      late.settle({ outcome: 'stale', version });
      continue;
    }
    await verifying.eraseEvidence();
    late.settle({ outcome: 'accepted', version });
  }
  await verifying.background.settled();
  await condition(allHandlersFinished);
}
