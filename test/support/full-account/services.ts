import { randomId } from '../../../platform/random-id.js';
import type { Store } from '../../../store/database.js';
import { publishEvents } from '../../../store/partners/publish-events.js';
import { liveDelegation } from '../workflows/live-delegation.js';
import type { FullAccount } from './full-account.js';

/** What services have of the person, and the person of services. */
export async function fillServices(store: Store, whose: FullAccount): Promise<void> {
  const { id, now, partnerId, journeyId } = whose;
  await store.clients.register(partnerId, 'live', { name: 'Clinic' });
  const asked = { name: 'Clinic', scopes: ['openid'], vectors: [], statusApi: false };
  await store.clients.requestGoLive(partnerId, { id: randomId(), at: now, by: id, note: '', asked });
  await store.services.create(partnerId, id, now);
  await store.roadmap.write(partnerId, { title: 'More', text: 'More', state: 'considered' }, now);
  await store.roadmap.vote(partnerId, id, true);
  await store.roadmap.comment(partnerId, { id: randomId(), accountId: id, serviceId: partnerId, text: 'Yes', at: now });
  await store.incidents.report({ partnerId }, { id: randomId(), by: id, text: 'Odd' }, now);
  await store.webhooks.create({ _id: randomId(), partnerId, url: 'https://clinic.example/hook', events: ['*'] }, now);

  const told = { type: 'account.contact_changed', account: { sub: id }, createdAt: now } as const;
  await publishEvents(store, [{ _id: `${journeyId}_${randomId()}`, partnerId, ...told }]);
  await store.consents.give(id, partnerId, ['openid', 'email'], now);
  await store.consents.visit(id, partnerId, null, now, ['email']);
  await store.userMetadata.put(id, partnerId, 'A note', now);
  const linkage = await store.linkages.open(id, partnerId, now, now);
  await store.linkages.keep(linkage.id, { odsCode: 'A1', userId: 'u', key: 'k' }, new Date(now.getTime() + 60_000));

  const journey = {
    partnerId,
    wanted: 'P9',
    language: 'en',
    reference: `Ward ${partnerId}`,
    started: true,
    now,
  } as const;
  await store.journeys.open({ ...journey, id: journeyId, accountId: id });
  await store.journeys.attachCase(journeyId, whose.caseId, now);
  await store.idempotency.claim({ partnerId, key: 'k', request: 'r', newId: journeyId }, now);
  const figures = { partner: partnerId, level: 'P9', device: 'phone', language: 'en', release: '1' } as const;
  const subject = store.journeyEvents.subjectOf(journeyId);
  await store.journeyEvents.record([{ ...figures, id: `${subject}.landed`, subject, at: now, kind: 'landed' }], now);

  const child = {
    nhsNumber: whose.nhsNumber.replace(/^9/, '8'),
    familyName: 'Child',
    givenNames: ['A'],
    formerNames: [],
  };
  whose.dependantId = await store.dependants.keep({ ...child, birthDate: '2020-01-01' }, now);
  whose.delegationId = await liveDelegation(store, {
    actorId: id,
    subjectId: whose.dependantId,
    partners: [partnerId],
  });
  await store.safeguards.put(randomId(), id, { reason: 'other', by: 'checker' }, now);
}
