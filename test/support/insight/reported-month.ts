import { hour } from '../../../domain/clock.js';
import { monthOf, nextMonth, reportedAt, startOfMonth } from '../../../domain/insight/months.js';
import { termsVersion } from '../../../domain/journey/next-step.js';
import { randomId } from '../../../platform/random-id.js';
import { monthlyReportWorkflow } from '../../../workflows/monthly-report/messages.js';
import { taskQueues } from '../../../workflows/task-queues.js';
import type { WorkflowEnvironment } from '../workflows/workflow-environment.js';

/**
 * A month with figures of a service whose owner wants the report; the clock stands at one in the morning of the 1st after it.
 */
export async function reportedMonth({ store, client, env }: WorkflowEnvironment) {
  const now = await env.currentTimeMs();
  const month = monthOf(new Date(now));
  const serviceId = randomId();
  const email = `${randomId().toLowerCase()}@example.org`;
  const person = { email, mobile: '+447700900001', passwordHash: 'x', termsVersion, language: 'en' as const };
  const made = await store.accounts.create({ ...person, id: randomId(), registrationId: randomId(), now: new Date() });
  const owner = made === 'email_in_use' ? '' : made.id;
  await store.clients.register(serviceId, 'live', { name: 'Reported' });
  await store.services.create(serviceId, owner, new Date());
  await store.services.setReader(serviceId, owner, true);
  const common = { partner: serviceId, level: 'P9', device: 'phone', language: 'en', release: 'r' } as const;
  const begun = startOfMonth(month);
  await store.rollUps.replace('hour', begun, [{ ...common, span: 'hour', hour: begun, kind: 'succeeded', count: 41 }]);
  await env.sleep(startOfMonth(nextMonth(month)).getTime() + hour - now);
  const workflowId = `monthly-report-${randomId()}`;
  const start = () =>
    client.workflow.start(monthlyReportWorkflow, { taskQueue: taskQueues.journeys, workflowId, args: [] });
  const key = `statistics-${month}-${serviceId}-${owner}`;
  /** Not past it: while the server skips time, it loses what workflows do meanwhile. */
  const justBefore = async () => env.sleep(reportedAt(month).getTime() - 500 - (await env.currentTimeMs()));
  return { month, email, key, workflowId, start, justBefore };
}
