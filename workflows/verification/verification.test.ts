import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { raiseLevelActivity } from '../../activities/verification/raise-level.js';
import { verificationOf } from '../../api/partner/representation.js';
import { randomId } from '../../platform/random-id.js';
import { attested } from '../../test/support/people/attested.js';
import { leaveDecision } from '../../test/support/pictures/check-facts.js';
import {
  testDetails as details,
  testIdentity as identity,
  verificationDriver,
} from '../../test/support/workflows/verification-driver.js';
import {
  eventually,
  startWorkflowEnvironment,
  type WorkflowEnvironment,
} from '../../test/support/workflows/workflow-environment.js';
import { decideReview, raiseWanted } from './messages.js';

let at: WorkflowEnvironment;
let driver = {} as ReturnType<typeof verificationDriver>;
let { pdsAnswers, pdsMatches, open, stateOf, handleOf, levelOf, reaches, post, toDocument, toReview } = driver;
beforeAll(async () => {
  at = await startWorkflowEnvironment();
  driver = verificationDriver(at);
  ({ pdsAnswers, pdsMatches, open, stateOf, handleOf, levelOf, reaches, post, toDocument, toReview } = driver);
}, 60_000);
afterAll(() => at?.close());

/** Has a partner have asked for a case. @returns how it stands by the partner API */
async function askedFor(caseId: string, accountId: string) {
  const { journeys, standings } = at.store;
  const now = new Date();
  const asked = { partnerId: 'partner', wanted: 'P9', reference: 'Ward 7', language: 'en', started: false } as const;
  const { journey } = await journeys.createByPartner({ ...asked, now });
  await journeys.claim(journey._id, accountId, now);
  await journeys.attachCase(journey._id, caseId, now);
  return async () => {
    const row = await standings.current(journey._id, new Date());
    return row && verificationOf(at.store, row);
  };
}

describe('A verification', () => {
  // First: weeks that pass are weeks for every case that was left open before.
  test('reminds after 1, 7 and 21 days, expires after 28 and erases its evidence, which its partner is told; a case that waits for a checker waits on', async () => {
    const { caseId: waiting } = await toReview();
    const { caseId, accountId, email } = await toDocument();
    const partnerIsTold = await askedFor(caseId, accountId);
    const told = () => at.sent.filter(({ to }) => to === email).length;
    for (const [days, expected] of [
      [1, 1],
      [6, 2],
      [14, 3],
    ] as const) {
      await at.env.sleep(`${days} days`);
      await eventually(async () => told() === expected);
    }
    await at.env.sleep('6 days');
    expect(await partnerIsTold()).toMatchObject({ state: 'requires_input', reasons: [] });
    await at.env.sleep('1 day');
    expect(await reaches(caseId, 'expired')).toMatchObject({ live: false, reasons: ['case_expired'] });
    expect(await partnerIsTold()).toMatchObject({ state: 'expired', reasons: ['case_expired'] });
    expect(await partnerIsTold()).not.toHaveProperty('expires_at');
    await eventually(async () => (await at.store.evidence.list(caseId)).length === 0);
    await expect(at.store.evidence.putFact(caseId, 'details', 9, {}, new Date())).rejects.toThrow();
    expect((await stateOf(waiting)).step).toBe('in-review');
  }, 60_000);

  test('reaches P5 by a PDS match, then P9 by document and face, in four forms', async () => {
    pdsMatches();
    const { caseId, accountId, email } = await open('P9');
    await post(caseId, details);
    await reaches(caseId, 'document');
    expect(await levelOf(accountId)).toBe('P5');
    await post(caseId, { evidenceIds: ['e'], captured: 'camera' });
    await reaches(caseId, 'face-consent');
    await post(caseId, { agreed: true });
    expect((await stateOf(caseId)).step).toBe('face');
    await post(caseId, { evidenceIds: ['f'], captured: 'camera', issuedAt: 0 });
    await reaches(caseId, 'verified');
    expect(await levelOf(accountId)).toBe('P9');
    await eventually(async () => at.sent.filter(({ to }) => to === email).length === 1);
    const history = await handleOf(caseId).fetchHistory();
    // Trace, document, face, and two messages: the store's part runs locally.
    const scheduled = history.events?.filter((event) => event.activityTaskScheduledEventAttributes).length;
    expect(scheduled).toBe(5);
  });

  test('goes on to P9 when a later journey asks for more', async () => {
    pdsMatches();
    const { caseId } = await open('P5');
    await handleOf(caseId).executeUpdate(raiseWanted, { args: [{ wanted: 'P9', journeyId: 'later' }] });
    await post(caseId, details);
    expect(await reaches(caseId, 'document')).toMatchObject({ wanted: 'P9', journeyId: 'later' });
  });

  test.each([
    ['none', 'details-no-match'],
    ['many', 'details-many-matches'],
    ['restricted', 'details-restricted'],
    ['invalidated', 'details-invalidated'],
    ['differ', 'details-differ'],
    ['deceased', 'details-deceased'],
  ])('shows its own page when the trace finds: %s', async (kind, step) => {
    pdsAnswers({ kind });
    const { caseId, accountId } = await open('P9');
    await post(caseId, details);
    await reaches(caseId, step);
    expect(await levelOf(accountId)).toBe('P0');
  });

  test('traces at most three times a day, then offers the document, whose outcome a person decides', async () => {
    pdsAnswers({ kind: 'none' });
    const { caseId, accountId } = await open('P9');
    for (let tries = 0; tries < 3; tries++) {
      await post(caseId, details);
      await reaches(caseId, 'details-no-match');
      await post(caseId, {}, 'again');
    }
    pdsMatches();
    await post(caseId, details);
    await reaches(caseId, 'details-limit');
    await post(caseId, {}, 'document');
    await post(caseId, { evidenceIds: ['e'], captured: 'camera' });
    await reaches(caseId, 'face-consent');
    await post(caseId, { agreed: true });
    await post(caseId, { evidenceIds: ['f'], captured: 'camera', issuedAt: 0 });
    expect((await reaches(caseId, 'in-review')).reasons).toContain('details_limit_reached');
    expect(await levelOf(accountId)).toBe('P0');
  });

  test('gives one NHS number to one account only, however close the race', async () => {
    const same = identity();
    pdsMatches(same);
    const [one, two] = await Promise.all([open('P5'), open('P5')]);
    await Promise.all([post(one.caseId, details), post(two.caseId, details)]);
    const ends = await Promise.all(
      [one, two].map(({ caseId }) =>
        eventually(async () => {
          const { step } = await stateOf(caseId);
          return ['verified', 'details-duplicate'].includes(step) && step;
        }),
      ),
    );
    expect(ends.sort()).toEqual(['details-duplicate', 'verified']);
  });

  test("never counts a record that another's details matched, and never a second NHS number for one account", async () => {
    const taken = identity();
    pdsMatches(taken);
    const holder = await open('P5');
    await post(holder.caseId, details);
    await reaches(holder.caseId, 'verified');
    const { caseId, accountId } = await open('P9');
    await post(caseId, details);
    await reaches(caseId, 'details-duplicate');
    pdsAnswers({ kind: 'none' });
    await post(caseId, {}, 'details');
    await post(caseId, { ...details, familyName: 'Lindkvist' });
    await reaches(caseId, 'details-no-match');
    const raise = { caseId, accountId, accountEpoch: 0, level: 'P9', how: 'review', now: Date.now() } as const;
    const { raiseLevel } = raiseLevelActivity({ store: at.store } as Parameters<typeof raiseLevelActivity>[0]);
    expect(await raiseLevel(raise)).toBe('refused');
    await leaveDecision(at.store, caseId);
    expect(await raiseLevel(raise)).toBe('raised');
    const account = await at.store.accounts.byId(accountId);
    expect(account && at.store.accounts.identity(account)).toMatchObject({ familyName: 'Lindkvist' });
    expect(account && at.store.accounts.identity(account)).not.toHaveProperty('nhsNumber');

    const second = randomId();
    await at.store.evidence.putFact(second, 'details', 1, details, new Date());
    await at.store.evidence.putFact(second, 'pds-record', 1, identity(), new Date());
    await leaveDecision(at.store, second);
    const again = { ...raise, caseId: second, accountId: holder.accountId };
    expect(await raiseLevel(again)).toBe('refused');
    expect(await levelOf(holder.accountId)).toBe('P5');
  });

  test('says that PDS is down after a minute, keeps the details, and tries again when asked', async () => {
    let down = true;
    at.script.pds = {
      trace: async () => {
        if (down) throw new Error('pds is down');
        return { kind: 'match', identity: identity(), version: '1' };
      },
    } as typeof at.script.pds;
    const { caseId } = await open('P5');
    await post(caseId, details);
    await reaches(caseId, 'details-checking');
    await at.env.sleep('70 seconds');
    await reaches(caseId, 'details-unavailable');
    down = false;
    await post(caseId, {}, 'retry');
    await reaches(caseId, 'verified');
  });

  test('takes a decision once, whatever is pressed twice, and only for the review that waits', async () => {
    const { caseId, accountId, reviewId } = await toReview();
    const decide = (id: string, outcome: 'pass' | 'decline', checker: string) =>
      handleOf(caseId).executeUpdate(decideReview, {
        updateId: `${id}-${checker}`,
        args: [
          outcome === 'pass'
            ? { reviewId: id, outcome, reasons: [], attested }
            : { reviewId: id, outcome, reasons: ['review_face_differs'] },
        ],
      });
    expect(await decide('another', 'pass', 'ada')).toMatchObject({ outcome: 'stale' });
    await Promise.all([
      decide(reviewId, 'pass', 'ada'),
      decide(reviewId, 'pass', 'ada'),
      decide(reviewId, 'pass', 'ada'),
    ]);
    await decide(reviewId, 'decline', 'ben');
    expect((await stateOf(caseId)).step).toBe('verified');
    expect(await levelOf(accountId)).toBe('P9');
  });

  test('does not raise the level of an account that was blocked meanwhile', async () => {
    const { caseId, accountId, reviewId } = await toReview();
    await at.store.tools.db
      .collection<{ _id: string }>('accounts')
      .updateOne({ _id: accountId }, { $inc: { epoch: 1 } });
    await handleOf(caseId).executeUpdate(decideReview, {
      args: [{ reviewId, outcome: 'pass', reasons: [], attested }],
    });
    expect(await stateOf(caseId)).toMatchObject({ step: 'declined', reasons: ['account_changed'], live: false });
    expect(await levelOf(accountId)).toBe('P5');
  });
});
