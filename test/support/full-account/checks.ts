import { randomId } from '../../../platform/random-id.js';
import type { Store } from '../../../store/database.js';
import { accountOf, type FullAccount } from './full-account.js';

/** A verification, with all that it leaves. */
export async function fillChecks(store: Store, whose: FullAccount): Promise<void> {
  const { id, now, caseId, reviewId, journeyId, nhsNumber, delegationId } = whose;
  const opening = { id: caseId, accountId: id, accountEpoch: 0, journeyId, wanted: 'P9', level: 'P0', now } as const;
  await store.cases.open({ ...opening, nonce: randomId() });
  await store.forms.put(randomId(), { familyName: 'Example' }, now, caseId);
  const picture = {
    slot: 'document',
    attempt: 1,
    bytes: Buffer.from('picture'),
    mediaType: 'image/jpeg',
    now,
  } as const;
  await store.evidence.put({ caseId, ...picture });
  await store.evidence.putFact(caseId, 'details', 1, { familyName: 'Example' }, now);
  await store.evidence.put({ caseId: delegationId, ...picture });
  await store.documentUses.note({ issuer: 'GBR', number: nhsNumber }, id, now);
  await store.seenFrames.note(caseId, 1, [new Uint8Array(32)]);
  await store.velocity.note({ caseId, accountId: id, browser: id, address: '192.0.2.1' }, now);
  await store.identities.claim(nhsNumber, id, now);
  const { epoch } = await accountOf(store, whose);
  const identity = { nhsNumber, familyName: 'Example', givenNames: ['Ada'], formerNames: [], birthDate: '1985-04-12' };
  const proof = { explanation: [] } as never;
  const raised = await store.accounts.raiseLevel({
    ...{ accountId: id, epoch, level: 'P9', identity, proof, caseId, how: 'review', now },
  });
  if (raised !== 'raised') throw new Error('the level was not raised');
  await store.faceTemplates.consent(id, now);
  await store.faceTemplates.keep(id, Float32Array.from([1]), 'v', now);
  await store.reviews.open({ _id: reviewId, caseId, accountId: id, reasons: [], now });
  const judged = { outcome: 'pass' as const, by: ['checker'], barred: [], sampledAt: now };
  await store.assurance.sample({ _id: reviewId, caseId, accountId: id, ...judged });
}
