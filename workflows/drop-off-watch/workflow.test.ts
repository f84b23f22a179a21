import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { lookForSpikes } from '../../activities/drop-off/look.js';
import { hour } from '../../domain/clock.js';
import { learntHours } from '../../domain/insight/drop-off/baseline.js';
import { termsVersion } from '../../domain/journey/next-step.js';
import { randomId } from '../../platform/random-id.js';
import { spikyHours } from '../../test/support/insight/spiky-hours.js';
import {
  eventually,
  localServer,
  startWorkflowEnvironment,
  type WorkflowEnvironment,
} from '../../test/support/workflows/workflow-environment.js';
import { taskQueues } from '../task-queues.js';
import { dropOffWatchWorkflow } from './messages.js';

const partnerId = 'spiky';
let at: WorkflowEnvironment;
/** The hour in which the document step breaks; for six hours. */
let began: number;

beforeAll(async () => {
  // Nothing here waits: what lies hours ahead is looked at by giving the time.
  at = await startWorkflowEnvironment(localServer);
  const { store } = at;
  const now = Date.now();
  began = now - (now % hour) - 3 * hour;
  const person = { email: 'ann@example.org', mobile: '+447700900001', passwordHash: 'x', termsVersion };
  const given = { id: randomId(), registrationId: randomId(), ...person, language: 'en' as const, now: new Date(now) };
  const made = await store.accounts.create(given);
  await store.clients.register(partnerId, 'live', { name: 'Spiky' });
  await store.services.create(partnerId, made === 'email_in_use' ? undefined : made.id, new Date(now));
  await store.webhooks.create(
    { _id: randomId(), partnerId, url: 'https://spiky.example/hook', events: ['*'] },
    new Date(now),
  );
  const actor = { kind: 'person', id: 'x' } as const;
  const change = { at: new Date(began - hour), actor, action: 'service.access_changed', serviceId: partnerId };
  await store.audit.append(change);
  await store.audit.append({ ...change, action: 'service.invited' });
  const staff = { kind: 'checker', id: 'y' } as const;
  await store.audit.append({ at: new Date(began - 3 * hour), actor: staff, action: 'automation.changed' });
  await store.audit.append({ at: new Date(began - hour), actor: staff, action: 'review.decided' });
  await store.releases.put([{ _id: 'winter-2', at: new Date(began - 2 * hour) }]);
  const broken = (time: number) => time >= began && time < began + 6 * hour;
  await spikyHours(store, partnerId, { from: began - (learntHours + 120) * hour, to: began + 40 * hour, broken });
});
afterAll(() => at.close());

/** Runs the watch now, as its schedule does. */
async function runNow(): Promise<void> {
  const options = { taskQueue: taskQueues.journeys, workflowId: `watch-${randomId()}`, args: [] };
  await (await at.client.workflow.start(dropOffWatchWorkflow, options)).result();
}

/** Looks so many hours after the step broke. */
const lookAfter = (hours: number) => lookForSpikes(at.store, new Date(began + hours * hour + 600_000));

const mails = () =>
  at.sent.filter(({ key }) => key.startsWith('incident-')).map(({ to, subject }) => `${to}: ${subject}`);

test('A spike is told to partner and operators once, with what it followed, and that it is over', async () => {
  await runNow();
  const [incident, ...others] = await at.store.incidents.ofPartner(partnerId, 10);
  expect(others).toEqual([]);
  expect(incident).toMatchObject({ state: 'live', step: 'document', toTell: [] });
  expect(incident?.size?.before).toBeCloseTo(0.1, 1);
  expect(incident?.size?.now).toBeCloseTo(0.4, 1);
  expect(incident?.followed.map(({ name }) => name)).toEqual([
    'service.access_changed',
    'winter-2',
    'automation.changed',
  ]);
  // People are lost at the step because of glare: one cause, one incident.
  expect(incident?.also).toMatchObject([{ reason: 'photo_glare' }]);

  // The same hour again, and a run that was killed before it noted that it had told: nobody is told twice.
  const { db } = at.store.tools;
  await db.collection('incidents').updateOne({}, { $set: { toTell: ['opened'] } });
  await db.collection('drop_off_runs').deleteMany({});
  await runNow();
  expect(await at.store.incidents.ofPartner(partnerId, 10)).toHaveLength(1);
  const opened = 'More people are getting stuck in a service of yours';
  await eventually(async () => mails().length >= 2);
  expect(mails().sort()).toEqual([`ann@example.org: ${opened}`, `operators@example.org: ${opened}`]);
  const text = at.sent.find(({ to }) => to === 'ann@example.org')?.text ?? '';
  expect(text).toMatch(
    /Step: Photo of a document\. Reason: The photo has glare\.\s+Before and now: 10% → 40% \(3\d–4\d%\)/,
  );
  expect(text).toContain(
    'What changed around then: What may be asked for changed; winter-2; Share decided by machine changed.',
  );

  await lookAfter(5);
  expect((await at.store.incidents.byId(incident?._id ?? ''))?.state).toBe('live');
  await lookAfter(19);
  expect((await at.store.incidents.byId(incident?._id ?? ''))?.state).toBe('over');
  await runNow();
  await eventually(async () => mails().length >= 4);
  expect(mails().slice(2).sort()).toEqual([
    'ann@example.org: People are getting through again',
    'operators@example.org: People are getting through again',
  ]);
  const events = await db.collection('webhook_deliveries').find({}).sort({ _id: 1 }).toArray();
  expect(events.map(({ type }) => type).sort()).toEqual(['incident.opened', 'incident.over']);
  await lookAfter(22);
  await runNow();
  expect(mails()).toHaveLength(4);
});
