import type { RegistrationState } from '../../../domain/accounts/registration-state.js';
import { termsVersion } from '../../../domain/journey/next-step.js';
import { randomId } from '../../../platform/random-id.js';
import {
  type RegistrationInput,
  registrationWorkflowId,
  submitRegistration,
} from '../../../workflows/registration/messages.js';
import type { SubmissionResult } from '../../../workflows/submission.js';
import { taskQueues } from '../../../workflows/task-queues.js';
import { eventually, type WorkflowEnvironment } from './workflow-environment.js';

/** Drives registrations as the api does: values into the store first, then the Update with the nonce. */
export function registrationDriver(at: WorkflowEnvironment) {
  const stateOf = async (id: string) => (await at.store.registrations.state(id)) as RegistrationState;

  const begin = async (
    email: string,
    intent: 'register' | 'reset' = 'register',
    sandbox?: RegistrationInput['sandbox'],
  ): Promise<string> => {
    const registrationId = randomId();
    const nonce = randomId();
    await at.store.registrations.open(registrationId, 'journey', email, nonce, new Date());
    await at.client.workflow.start('registration', {
      workflowId: registrationWorkflowId(registrationId),
      taskQueue: taskQueues.journeys,
      args: [{ registrationId, journeyId: 'journey', nonce, language: 'en', intent, sandbox }],
    });
    await eventually(async () => (await stateOf(registrationId)).challenge);
    return registrationId;
  };

  const post = async (id: string, values: object, action = 'continue', nonce?: string): Promise<SubmissionResult> => {
    const state = await stateOf(id);
    const used = nonce ?? state.nonce;
    await at.store.forms.put(used, values, new Date());
    return at.client.workflow
      .getHandle(registrationWorkflowId(id))
      .executeUpdate(submitRegistration, { updateId: used, args: [{ nonce: used, step: state.step, action }] });
  };

  const codeOf = async (id: string): Promise<string> =>
    at.store.tools.lookup.oneTimeCode((await stateOf(id)).challenge?.id ?? '');
  const postCode = async (id: string) => post(id, { code: await codeOf(id) });

  /** All forms but the last code. */
  const toMobileCode = async (email: string, mobile = '+447700900123'): Promise<string> => {
    const id = await begin(email);
    await postCode(id);
    await post(id, { over13: 'yes', passwordHash: 'hash', terms: termsVersion, mobile });
    return id;
  };

  return { stateOf, begin, post, codeOf, postCode, toMobileCode };
}
