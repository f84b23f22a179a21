import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Store } from '../../store/database.js';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import { createLimits } from './limits.js';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await openTestStore());
});
afterAll(() => drop?.());

describe('The limit of messages with codes', () => {
  test('counts those that are asked for at the same moment, the first of all too, and refuses the eleventh', async () => {
    const limits = createLimits(store);
    for (const whose of ['one', 'two', 'three', 'four', 'five']) {
      const asked = await Promise.allSettled(Array.from({ length: 11 }, () => limits.code(whose)));
      const refused = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
      expect([whose, refused]).toEqual([whose, ['too_many_requests']]);
    }
  });
});
