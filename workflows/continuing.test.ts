import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { registrationDriver } from '../test/support/workflows/registration-driver.js';
import {
  localServer,
  startWorkflowEnvironment,
  type WorkflowEnvironment,
} from '../test/support/workflows/workflow-environment.js';
import { registrationWorkflowId, submitRegistration } from './registration/messages.js';

/** A history is long after so many events here; a real server allows thousands. */
const longHistory = 25;

let at: WorkflowEnvironment;
let { stateOf, begin, post } = {} as ReturnType<typeof registrationDriver>;
beforeAll(async () => {
  at = await startWorkflowEnvironment(() =>
    localServer(['--dynamic-config-value', `limit.historyCount.suggestContinueAsNew=${longHistory}`]),
  );
  ({ stateOf, begin, post } = registrationDriver(at));
}, 60_000);
afterAll(() => at?.close());

const runOf = async (id: string) => (await at.client.workflow.getHandle(registrationWorkflowId(id)).describe()).runId;

/** Posts wrong codes, one after the other, until the workflow has continued as new. */
async function untilContinued(id: string, first: string): Promise<void> {
  for (let tries = 0; (await runOf(id)) === first; tries++) {
    expect(tries).toBeLessThan(30);
    await post(id, { code: 'wrong!' });
  }
}

describe('A workflow whose history has grown long', () => {
  test('continues as new with all it knew, and answers a form of before with its first result', async () => {
    const id = await begin('long@example.org');
    const first = await runOf(id);
    const { nonce } = await stateOf(id);
    const answer = await post(id, { code: 'wrong!' });
    for (let resends = 0; resends < 3; resends++) await post(id, {}, 'resend');
    await untilContinued(id, first);
    expect((await stateOf(id)).challenge?.resendsLeft).toBe(0);
    const handle = at.client.workflow.getHandle(registrationWorkflowId(id));
    const again = { nonce, step: 'email-code', action: 'continue' };
    expect(await handle.executeUpdate(submitRegistration, { args: [again] })).toEqual(answer);
  }, 60_000);

  test('answers every form that comes while a message is slow to go, and continues after it', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    at.script.transport = () => held.then(() => ({ outcome: 'sent' }));
    const id = await begin('busy@example.org');
    const first = await runOf(id);
    for (let tries = 0; tries < longHistory / 3; tries++) await post(id, { code: 'wrong!' });
    expect(await runOf(id)).toBe(first);
    release();
    await untilContinued(id, first);
  }, 60_000);
});
