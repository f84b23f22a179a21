import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { registrationDriver } from '../test/support/workflows/registration-driver.js';
import { startWorkflowEnvironment, type WorkflowEnvironment } from '../test/support/workflows/workflow-environment.js';

let world: WorkflowEnvironment;
beforeAll(async () => {
  world = await startWorkflowEnvironment();
});
afterAll(() => world?.close());

test('a workflow outlasts a store that fails for longer than a local activity is tried', async () => {
  const { registrations } = world.store;
  const { project } = registrations;
  const driver = registrationDriver(world);
  const id = await driver.begin('outlasting@example.org');
  let failures = 0;
  registrations.project = async (state) => {
    if (++failures <= 7) throw new Error('the store does not answer');
    return project(state);
  };
  try {
    await driver.postCode(id);
  } finally {
    registrations.project = project;
  }
  expect(failures).toBe(8);
  expect((await registrations.state(id))?.step).toBe('create-account');
}, 60_000);
