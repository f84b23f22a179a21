import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { factsOfPass } from '../../../domain/gpg45/attestation.js';
import { explain } from '../../../domain/gpg45/explain.js';
import { termsVersion } from '../../../domain/journey/next-step.js';
import { randomId } from '../../../platform/random-id.js';
import { at, onDesk, openDesk, passed, waiting } from '../../../test/support/apps/casework-desk.js';
import { press } from '../../../test/support/apps/casework-form.js';
import { attested } from '../../../test/support/people/attested.js';
import { leaveDecision } from '../../../test/support/pictures/check-facts.js';
import { withinBudget } from '../../../test/support/store/within-budget.js';

beforeAll(openDesk);
afterAll(() => at?.close());

const asks: [string, string][] = [
  ['outcome', 'ask'],
  ['ask', 'document'],
  ['reasons', 'review_document_unclear'],
];

describe('A decision', () => {
  test('to decline needs a reason, and to pass takes none', async () => {
    const { browser, address, reviewId } = await onDesk('chooser');
    for (const [fields, problem] of [
      [[], 'Choose pass or decline'],
      [[['outcome', 'decline']], 'Choose at least one reason to decline'],
      [
        [
          ['outcome', 'decline'],
          ['reasons', 'review_passed'],
        ],
        'Choose at least one reason to decline',
      ],
      [[...passed, ['reasons', 'review_face_differs']], 'Remove the reasons, or choose decline'],
      [[['outcome', 'pass']], 'Choose the document that you looked at'],
      [[...passed.filter(([name]) => name !== 'comparison')], 'Choose how you compared the person'],
      [
        [...passed.filter(([name]) => name !== 'comparison'), ['comparison', 'pictures']],
        'There are no pictures of both document and face',
      ],
      [
        [...passed.filter(([name]) => name !== 'document'), ['document', 'driving-licence']],
        'This is not enough for P9',
      ],
      [[...passed, ['reasons', 'review_document_expired']], 'Remove the reasons, or choose decline'],
      [
        [
          ['outcome', 'decline'],
          ['reasons', 'review_birth_date_differs'],
        ],
        'Choose the kind of document',
      ],
      [
        [
          ['outcome', 'decline'],
          ['reasons', 'review_document_not_accepted'],
          ['document', 'driving-licence'],
        ],
        'This kind of document is accepted',
      ],
      [[['outcome', 'ask']], 'Choose what the person should send'],
      [
        [
          ['outcome', 'ask'],
          ['ask', 'face'],
          ['reasons', 'review_document_expired'],
        ],
        'Choose only reasons that a new one',
      ],
    ] as [[string, string][], string][]) {
      const answer = await press(browser, `${address}/confirm`, fields);
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain(problem);
      expect((await press(browser, `${address}/decision`, fields)).headers.get('location')).toBe(address);
    }
    expect((await at.store.reviews.byId(reviewId))?.decision).toBeUndefined();
  });
});

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
    const asksForLicence: typeof asks = [...asks, ['document', 'driving-licence']];
    await withinBudget('desk: a decision', () => press(browser, `${address}/decision`, asksForLicence));
    const review = await at.store.reviews.byId(reviewId);
    expect(review).toMatchObject({
      state: 'over',
      undelivered: true,
      decision: { outcome: 'ask', ask: 'document', document: 'driving-licence' },
    });
    expect(review?.decidedBy).toBeUndefined();
    expect(await (await browser.request(`${address}/decided`)).text()).toContain('You asked for one more thing');
  });

  test('for other details is offered while those given match no NHS record', async () => {
    const { browser, caseId, address } = await onDesk('asks for details');
    const asksFor = (reason: string) =>
      press(browser, `${address}/confirm`, [
        ['outcome', 'ask'],
        ['ask', 'details'],
        ['reasons', reason],
      ]);
    await leaveDecision(at.store, caseId);
    expect(await (await browser.request(address)).text()).toContain('value="details"');
    expect((await asksFor('review_document_expired')).status).toBe(422);
    expect(await (await asksFor('review_pds_postcode_differs')).text()).toContain('Confirm: ask for one more thing');
    const now = new Date();
    const traced = explain(factsOfPass(attested, true, []), now.toISOString().slice(0, 10));
    await at.store.evidence.putFact(caseId, 'decision', 2, traced, now);
    expect(await (await browser.request(address)).text()).not.toContain('value="details"');
    expect(await (await asksFor('review_pds_postcode_differs')).text()).toContain('The details match an NHS record');
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
