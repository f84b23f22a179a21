import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CaseState } from '../../domain/verification/case-state.js';
import { randomId } from '../../platform/random-id.js';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import type { Store } from '../database.js';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await openTestStore());
});
afterAll(() => drop?.());

test('What a step of a case came with is gone at the next', async () => {
  const opening = { accountId: randomId(), accountEpoch: 0, journeyId: 'j', wanted: 'P9', level: 'P0' } as const;
  const { state } = await store.cases.open({ ...opening, id: randomId(), nonce: randomId(), now: new Date() });
  const shown = { ...state, epoch: 0, version: 1 } satisfies CaseState;
  const more = { look: 'postcode', form: 'f', triesLeft: 1, anotherFrom: 1, reviewId: 'r' } as const;
  await store.cases.project({ ...shown, ...more });
  expect(await store.cases.byId(state.id)).toMatchObject(more);
  await store.cases.project({ ...shown, version: 2 });
  expect(await store.cases.byId(state.id)).toEqual({ ...shown, version: 2 });
});
