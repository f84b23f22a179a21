import { allHandlersFinished, condition, setHandler } from '@temporalio/workflow';
import { undoLasts, unfinishedChangeEnds } from '../../domain/accounts/contact-change.js';
import { stands } from '../stands.js';
import type { Submission } from '../submission.js';
import { Submissions } from '../submissions.js';
import { ContactChange } from './contact-change.js';
import { type ContactChangeInput, submitContactChange, undoContactChange } from './messages.js';

type Message = { kind: 'submission'; submission: Submission } | { kind: 'undo' };

/**
 * Changes one contact that an account signs in by: confirmed by a code, then put in place by one write, told
 * to everybody concerned, and for seven days undone by whoever has the former one. The Update handlers enqueue, the loop below acts.
 */
export async function contactChange(input: ContactChangeInput): Promise<void> {
  const changing = new ContactChange(input);
  const messages = new Submissions<Message>(
    (message) => (message.kind === 'undo' ? 'undo' : message.submission.nonce),
    (message) => changing.staleNow(message.kind === 'undo' ? undefined : message.submission),
  );
  setHandler(stands, () => changing.state);
  setHandler(submitContactChange, (submission) => messages.receive({ kind: 'submission', submission }));
  setHandler(undoContactChange, () => messages.receive({ kind: 'undo' }));

  await changing.begin();
  const patience = Date.now() + unfinishedChangeEnds(input.kind);
  while (changing.state.step === 'code') {
    if (!(await act(patience))) await changing.end();
  }
  const undoable = Date.now() + undoLasts;
  while (changing.state.step === 'changed') {
    if (!(await act(undoable))) await changing.keep();
  }
  await changing.background.settled();
  await condition(allHandlersFinished);

  /** @returns false when nothing came until then */
  async function act(until: number): Promise<boolean> {
    const next = await messages.next(until - Date.now());
    if (!next) return false;
    if (next.message.kind === 'undo') await changing.undo();
    else await changing.act(next.message.submission);
    const { version, step } = changing.state;
    next.settle({ outcome: 'accepted', version, step });
    return true;
  }
}
