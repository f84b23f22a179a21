import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { termsVersion } from '../../../domain/next-step.js';
import { randomId } from '../../../platform/random-id.js';
import { at, onDesk, openDesk, waiting } from '../../../test/support/casework-desk.js';
import { press } from '../../../test/support/casework-form.js';

beforeAll(openDesk);
afterAll(() => at?.close());

const asks: [string, string][] = [
  ['outcome', 'ask'],
  ['ask', 'document'],
  ['reasons', 'review_document_unclear'],
];

describe('What the person will read', () => {
  test('is shown before it is sent, in their own language, and nothing is sent yet', async () => {
    const accountId = randomId();
    const contacts = { email: 'rhian@example.org', mobile: '+447700900123' };
    const account = { id: accountId, registrationId: accountId, ...contacts, passwordHash: 'h', termsVersion } as const;
    await at.store.accounts.create({ ...account, language: 'cy', now: new Date() });
    const { reviewId } = await waiting({ accountId });
    const { browser } = await at.signedIn('reads Welsh');
    await press(browser, '/casework/start-next');
    const page = await (await press(browser, `/casework/reviews/${reviewId}/confirm`, asks)).text();
    expect(page).toContain('Confirm: ask for one more thing');
    expect(page).toContain('Mae angen rhywbeth arall arnom gennych');
    expect(page).toContain('Ni ellid gweld y llun');
    expect(page).not.toContain('rhian@');
    expect((await at.store.reviews.byId(reviewId))?.decision).toBeUndefined();
  });
});

describe('Asking for one more thing', () => {
  test('takes one checker of two, bars nobody, and is kept with the kind of document', async () => {
    const { browser, reviewId, address } = await onDesk('asker');
    await at.store.reviews.askForTwo(reviewId);
    await press(browser, `${address}/decision`, [...asks, ['document', 'driving-licence']]);
    const review = await at.store.reviews.byId(reviewId);
    expect(review).toMatchObject({
      state: 'over',
      undelivered: true,
      decision: { outcome: 'ask', ask: 'document', document: 'driving-licence' },
    });
    expect(review?.decidedBy).toBeUndefined();
    expect(await (await browser.request(`${address}/decided`)).text()).toContain('You asked for one more thing');
  });

  test('is offered three times in a case', async () => {
    const [caseId, accountId] = [randomId(), randomId()];
    const { browser } = await at.signedIn('insistent');
    const now = new Date();
    for (let asked = 0; asked < 4; asked++) {
      const _id = randomId();
      await at.store.reviews.open({ _id, caseId, accountId, reasons: [], now });
      await press(browser, '/casework/start-next');
      const answer = await press(browser, `/casework/reviews/${_id}/confirm`, asks);
      expect([asked, answer.status]).toEqual([asked, asked < 3 ? 200 : 422]);
      await press(browser, `/casework/reviews/${_id}/decision`, asks);
    }
  });
});
