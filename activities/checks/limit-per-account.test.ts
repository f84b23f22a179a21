import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { termsVersion } from '../../domain/journey/next-step.js';
import { capturesPerDay } from '../../domain/verification/check-results.js';
import type { Store } from '../../store/database.js';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import { limitPerAccount } from './limit-per-account.js';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await openTestStore());
  await store.accounts.create({
    id: 'a',
    registrationId: 'r',
    email: 'a@example.org',
    mobile: '+447700900001',
    passwordHash: 'hash',
    termsVersion,
    language: 'en',
    now: new Date(),
  });
});
afterAll(() => drop?.());

test('failed captures count over all cases of an account, each attempt once, and the last one of a day says so', async () => {
  const retake = { verdict: 'retake' as const, reasons: ['photo_dark' as const] };
  const input = (caseId: string) => ({ caseId, accountId: 'a', form: 'f', attempt: 1, now: Date.now() });
  for (let number = 1; number < capturesPerDay; number++) {
    for (const _ of [1, 2]) {
      expect(await limitPerAccount(store, 'document', input(`case ${number}`), retake)).toEqual(retake);
    }
  }
  const last = await limitPerAccount(store, 'document', input('another case'), retake);
  expect(last).toEqual({ verdict: 'retake', reasons: ['photo_dark', 'document_limit_reached'] });
  expect(await limitPerAccount(store, 'face', input('another case'), retake)).toEqual(retake);
  const otherSide = { side: 'back' as const, kept: ['front'] };
  const asked = { verdict: 'retake' as const, reasons: ['document_other_side_needed' as const], otherSide };
  expect(await limitPerAccount(store, 'document', input('another case'), asked)).toEqual(asked);
  const good = { verdict: 'good' as const, reasons: [] };
  expect(await limitPerAccount(store, 'document', input('another case'), good)).toEqual(good);
});
