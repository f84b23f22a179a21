import { randomId } from '../../../platform/random-id.js';
import type { Store } from '../../../store/database.js';
import { createLimits } from '../../../ui/http/limits.js';
import { accountOf, type FullAccount } from './full-account.js';

const spent = () => new Error('spent');

/** The account itself, its contacts, and all ways in and out. */
export async function fillSignIn(store: Store, whose: FullAccount): Promise<void> {
  const { id, now, email, registrationId, journeyId, sessionUid, partnerId } = whose;
  await store.registrations.open(registrationId, journeyId, email, randomId(), now);
  const address = ['Ada Example', `${registrationId} High Street`, 'Leeds', 'LS1 4AP'];
  await store.accounts.create({
    ...{
      id,
      registrationId,
      email,
      mobile: `+447700900${100 + whose.number}`,
      landline: `+441134960${100 + whose.number}`,
      address,
    },
    ...{ passwordHash: 'hash', termsVersion: '1', language: 'en', now },
  });
  await store.accounts.countAttempt(id, randomId(), 'document', now, 86_400_000);
  await store.contactChanges.open(
    randomId(),
    { accountId: id, kind: 'email', sessionUid, accountEpoch: 0, to: `new-${email}` },
    randomId(),
    now,
  );
  const changed = { changeId: randomId(), accountId: id, epoch: 0, kind: 'email', to: `new-${email}`, now } as const;
  await store.accountContacts.change(changed);
  const account = await accountOf(store, whose);
  await store.contactUpdates.open(randomId(), id, randomId(), now);

  const key = { credentialId: randomId(), publicKey: new Uint8Array([1]), counter: 0, transports: ['usb'] };
  await store.signInWays.addPasskey(id, key, 'My key', now);
  await store.signInWays.addApp(id, { secret: 'S', step: 1, name: 'My app' }, now);
  await store.signInWays.remember(randomId(), account, 'Firefox, Windows', now);
  await store.signInWays.putRecoveryCodes(id, ['one'], now);
  await store.waySetUps.begin({ accountId: id, sessionUid, kind: 'app' }, 'given', now);
  await store.letters.order(id, randomId(), now);
  const recovery = {
    _id: randomId(),
    accountId: id,
    accountEpoch: account.epoch,
    step: 'proving',
    proof: 'face',
  } as const;
  await store.recoveries.open(recovery, now);
  await store.approvals.open({ interactionUid: randomId(), accountId: id, partnerId, device: 'Firefox, Windows' }, now);

  const uid = randomId();
  await store.signIns.put(uid, { params: { client_id: partnerId } }, 600);
  await store.signIns.setEmail(uid, email);
  const signedIn = { accountId: id, at: now, methods: ['pwd' as const], device: 'Firefox, Windows' };
  await store.signIns.answer(uid, { payload: {}, expiresIn: 600, signedIn });
  const authorizations = { [partnerId]: { sid: `${id}-sid`, usedAt: 1 } };
  const session = { uid: sessionUid, accountId: id, loginTs: 1, authorizations };
  await store.oidc.adapter('Session', spent).upsert(randomId(), session as never, 600);
  const token = { grantId: `${id}.${partnerId}`, sessionUid, accountId: id };
  await store.oidc.adapter('RefreshToken', spent).upsert(randomId(), token, 600);
  await store.oidc.adapter('AccessToken', spent).revokeByGrantId(`${id}.other`);
  await store.signOuts.note([{ _id: randomId(), partnerId, accountId: id }], now);
  await store.guesses.countWrong([{ at: 'second', key: id }], now);
  await createLimits(store).portal('report', id);
  await store.handOffs.open({ journeyId, accountId: id, caseId: whose.caseId, sessionUid }, now);
}
