import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { reportedMonth } from '../../test/support/insight/reported-month.js';
import {
  startWorkflowEnvironment,
  type WorkflowEnvironment,
} from '../../test/support/workflows/workflow-environment.js';
import { messageDeliveryWorkflowId } from '../message-delivery/messages.js';

let world: WorkflowEnvironment;
beforeAll(async () => {
  world = await startWorkflowEnvironment();
});
afterAll(() => world?.close());

test('A month is reported on the 1st at six, and to nobody twice', async () => {
  const { store } = world;
  const { month, email, key, start, justBefore } = await reportedMonth(world);
  const first = await start();
  await world.env.sleep('4 hours');
  expect([(await store.toldMonths.of([month])).length, world.sent.map((one) => one.key)]).toEqual([0, []]);
  await justBefore();
  await first.result();
  await world.client.workflow.getHandle(messageDeliveryWorkflowId({ key })).result();
  await (await start()).result();
  expect(world.sent.map(({ to }) => to)).toEqual([email]);
  expect(world.sent[0]?.file?.text).toContain(`\r\n${month},P9 succeeded,"Level P9: Succeeded",41,\r\n`);
});
