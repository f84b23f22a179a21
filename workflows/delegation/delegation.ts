import { proxyActivities, uuid4 } from '@temporalio/workflow';
import type { DelegationActivities } from '../../activities/delegation/activities.js';
import type { DelegationPersonActivities, ProvedPerson } from '../../activities/delegation/person.js';
import { day } from '../../domain/clock.js';
import { type DelegationEvent, delegationAfter } from '../../domain/delegation/after.js';
import { confirmBefore, type DelegationState, type DelegationWord } from '../../domain/delegation/delegation.js';
import { Background } from '../background.js';
import { quickly } from '../quickly.js';
import type { Submission, SubmissionResult } from '../submission.js';
import { taskQueues } from '../task-queues.js';
import type { DelegationInput } from './messages.js';

const store = quickly<DelegationActivities & Omit<DelegationPersonActivities, 'checkPerson'>>();

const pds = proxyActivities<Pick<DelegationPersonActivities, 'checkPerson'>>({
  taskQueue: taskQueues.journeys,
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: '2 hours',
  retry: { initialInterval: '1 second', maximumInterval: '5 minutes' },
});

/** When people are reminded of a review that is due, before it is. */
const reminders = [confirmBefore, 7 * day];

/** One delegation: what each form, each decision and the passing of time do to it. */
export class DelegationRun {
  readonly background = new Background();
  state: DelegationState;
  /** The review of which people were reminded last, and how often. */
  #reminded = { of: 0, times: 0 };
  /** How often PDS was asked. */
  #turns = 0;

  constructor({ begun, nonce, again }: DelegationInput) {
    const now = Date.now();
    this.state = { ...begun, nonce, version: 0, epoch: 0, since: now, updatedAt: now, ...again };
  }

  /** @param submission undefined: it was stopped, which is heard at any time */
  staleNow(submission: Submission | undefined): SubmissionResult | undefined {
    const { step, nonce, version } = this.state;
    const awaited = step !== 'ended' && (!submission || submission.nonce === nonce);
    return awaited ? undefined : { outcome: 'stale', version, step };
  }

  async begin(): Promise<void> {
    await this.#show();
    const { id, step } = this.state;
    if (step === 'asked') this.background.sendNotices(await store.tellAsked({ delegationId: id, now: Date.now() }));
    if (step !== 'checking') return;
    const proved = await this.#check();
    await this.happen(proved ? { kind: 'proved', ...proved } : { kind: 'unproved' });
  }

  /** Caseworkers have decided; or somebody has stopped it, and it could not be told. */
  async hear(): Promise<void> {
    const { id: delegationId, step } = this.state;
    const { stopped, agreed } = await store.readSaid({ delegationId });
    if (stopped) return this.happen({ kind: 'stopped' });
    if (agreed === undefined) return;
    if (!agreed) return this.happen({ kind: 'refused' });
    if (step === 'paused') return this.happen({ kind: 'confirmed' });
    const person = await store.decidedPerson({ delegationId, now: Date.now() });
    await this.happen(person ? { kind: 'proved', ...person } : { kind: 'refused' });
  }

  /** The yearly look at a child's parent is one in PDS, as long as the child is under 13. */
  async lookAgain(): Promise<void> {
    const { basis, step, reviewAt = 0, thirteenAt = 0 } = this.state;
    if (basis !== 'parent' || step !== 'live' || Date.now() < reviewAt || Date.now() >= thirteenAt) return;
    if (await this.#check()) await this.happen({ kind: 'confirmed' });
  }

  /** PDS is asked for two hours; where it does not answer, papers do as well. */
  async #check(): Promise<ProvedPerson | undefined> {
    const asked = { delegationId: this.state.id, turn: ++this.#turns, now: Date.now() };
    try {
      return await pds.checkPerson(asked);
    } catch {
      return undefined;
    }
  }

  async act({ action, nonce }: Submission): Promise<void> {
    const form = { delegationId: this.state.id, nonce };
    if (action === 'approve') {
      const agreed = await store.readApproval(form);
      if (agreed) await this.happen({ kind: 'approved', ...agreed });
    } else if (action === 'decline') await this.happen({ kind: 'declined' });
    else if (action === 'hand-in') await this.happen({ kind: 'handed-in' });
    else if (action === 'confirm') await this.happen({ kind: 'confirmed' });
    else if (action === 'change') {
      const change = await store.readChange(form);
      if (change) await this.happen({ kind: 'changed', ...change });
    }
    // Whatever came of it, the form is spent.
    if (this.state.nonce === nonce) await this.#show();
  }

  async happen(event: DelegationEvent): Promise<void> {
    const before = this.state;
    const now = Date.now();
    const after = delegationAfter(before, event, now, before.since);
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    const since = after.step === before.step ? before.since : now;
    this.state = { ...before, ...after, since };
    await this.#show();
    const { id: delegationId, version } = this.state;
    const word = wordFor(event, before, this.state);
    this.background.sendNotices(await store.tellOfDelegation({ delegationId, version, word, now }));
    const { basis, step } = this.state;
    if (basis !== 'consent' && (step === 'live' || step === 'ended') && before.step !== step)
      await store.erasePapers({ delegationId });
  }

  /** When there is something to be done though nobody says anything: a reminder. Milliseconds since 1970. */
  remindAt(): number {
    const { step, reviewAt = 0, endsAt = 0 } = this.state;
    if (step !== 'live' || reviewAt >= endsAt) return Number.POSITIVE_INFINITY;
    const times = this.#reminded.of === reviewAt ? this.#reminded.times : 0;
    const before = reminders[times];
    return before === undefined ? Number.POSITIVE_INFINITY : reviewAt - before;
  }

  async remind(): Promise<void> {
    const { id: delegationId, version, reviewAt = 0 } = this.state;
    const times = this.#reminded.of === reviewAt ? this.#reminded.times : 0;
    this.#reminded = { of: reviewAt, times: times + 1 };
    const key = `${version}-${times}`;
    this.background.sendNotices(await store.tellOfReview({ delegationId, key, now: Date.now() }));
  }

  async #show(): Promise<void> {
    const { version } = this.state;
    this.state = { ...this.state, nonce: uuid4(), version: version + 1, updatedAt: Date.now() };
    await store.projectDelegation(this.state);
  }
}

function wordFor(event: DelegationEvent, before: DelegationState, { step }: DelegationState): DelegationWord {
  if (step === 'ended' || step === 'paused') return step;
  if (step !== 'live') return 'waits';
  if (event.kind === 'confirmed') return 'confirmed';
  return before.step === 'live' ? 'changed' : 'live';
}
