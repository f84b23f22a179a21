import type { ContactKind } from '../../../domain/accounts/contact-change.js';
import { randomId } from '../../../platform/random-id.js';
import { undoSecretName } from '../../../store/accounts/account-contacts.js';
import type { Account } from '../../../store/accounts/accounts.js';
import {
  contactChangeWorkflow,
  contactChangeWorkflowId,
  submitContactChange,
  undoContactChange,
} from '../../../workflows/contact-change/messages.js';
import { taskQueues } from '../../../workflows/task-queues.js';
import { eventually, type WorkflowEnvironment } from './workflow-environment.js';

let people = 0;

/** Drives changes of sign-in contacts as the api does. */
export function contactChangeDriver(at: WorkflowEnvironment) {
  const account = async (): Promise<Account> => {
    const made = await at.store.accounts.create({
      ...{ id: randomId(), registrationId: randomId(), passwordHash: 'hash', termsVersion: '1', language: 'en' },
      ...{ email: `own${++people}@example.org`, mobile: `+44770090${1000 + people}`, now: new Date() },
    });
    if (made === 'email_in_use') throw new Error('a test made the same account twice');
    return accountOf(made.id);
  };
  const accountOf = async (id: string): Promise<Account> => (await at.store.accounts.byId(id)) as Account;

  const begin = async ({ _id: accountId, epoch }: Account, kind: ContactKind, to: string): Promise<string> => {
    const [changeId, nonce] = [randomId(), randomId()];
    const facts = { accountId, kind, to, sessionUid: `${accountId}-here`, accountEpoch: epoch };
    await at.store.contactChanges.open(changeId, facts, nonce, new Date());
    await at.client.workflow.start(contactChangeWorkflow, {
      workflowId: contactChangeWorkflowId(changeId),
      taskQueue: taskQueues.journeys,
      args: [{ changeId, accountId, kind, nonce, language: 'en' }],
    });
    await eventually(async () => (await stateOf(changeId, accountId))?.challenge);
    return changeId;
  };
  const stateOf = async (changeId: string, accountId: string) =>
    (await at.store.contactChanges.ofAccount(changeId, accountId))?.state;

  const post = async (changeId: string, { _id }: Account, typed?: string, action = 'continue') => {
    const state = await stateOf(changeId, _id);
    if (!state) throw new Error('no such change');
    const code = typed ?? at.store.tools.lookup.oneTimeCode(state.challenge?.id ?? '');
    await at.store.forms.put(state.nonce, { code }, new Date());
    return at.client.workflow.getHandle(contactChangeWorkflowId(changeId)).executeUpdate(submitContactChange, {
      updateId: state.nonce,
      args: [{ nonce: state.nonce, step: 'code', action }],
    });
  };

  /** Begun and confirmed. @returns its id */
  const change = async (whose: Account, kind: ContactKind, to: string): Promise<string> => {
    const changeId = await begin(whose, kind, to);
    await post(changeId, whose);
    return changeId;
  };

  const undo = (changeId: string) =>
    at.client.workflow.getHandle(contactChangeWorkflowId(changeId)).executeUpdate(undoContactChange, {
      updateId: 'undo',
    });
  const secretOf = (changeId: string) => at.store.tools.lookup.lookup('token', undoSecretName(changeId));

  return { account, accountOf, begin, stateOf, post, change, undo, secretOf };
}
