import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verificationOf } from '../../api/partner/representation.js';
import { verificationDriver } from '../support/workflows/verification-driver.js';
import { startWorkflowEnvironment, type WorkflowEnvironment } from '../support/workflows/workflow-environment.js';

let at: WorkflowEnvironment;
let driver: ReturnType<typeof verificationDriver>;
beforeAll(async () => {
  at = await startWorkflowEnvironment();
  driver = verificationDriver(at);
}, 60_000);
afterAll(() => at.close(), 60_000);

describe('What a partner is told of a verification that nobody finishes', () => {
  test('is requires_input for 28 days, then expired', async () => {
    const { journey } = await at.store.journeys.createByPartner({
      partnerId: 'partner',
      wanted: 'P9',
      vtr: '["P9.Cp.Cd"]',
      reference: 'Ward 7',
      returnAddress: 'https://partner.example/',
      language: 'en',
      now: new Date(),
      started: false,
    });
    const { caseId, accountId } = await driver.toFaceConsent();
    await at.store.journeys.claim(journey._id, accountId, new Date());
    await at.store.journeys.attachCase(journey._id, caseId, new Date());
    const told = async () => {
      const row = await at.store.standings.current(journey._id, new Date());
      return row && verificationOf(at.store, row);
    };
    expect(await told()).toMatchObject({ state: 'requires_input', reasons: [] });

    await at.env.sleep('27 days');
    expect(await told()).toMatchObject({ state: 'requires_input' });
    await at.env.sleep('2 days');
    await driver.reaches(caseId, 'expired');
    expect(await told()).toMatchObject({ state: 'expired', reasons: ['case_expired'] });
    expect(await told()).not.toHaveProperty('expires_at');
  }, 60_000);

  test('is expired, too, where nobody ever opened it', async () => {
    const now = new Date();
    const { journey } = await at.store.journeys.createByPartner({
      partnerId: 'partner',
      wanted: 'P5',
      vtr: '["P5.Cp.Cd"]',
      reference: 'Ward 8',
      returnAddress: 'https://partner.example/',
      language: 'en',
      now,
      started: false,
    });
    const onDay = async (days: number) => {
      const row = await at.store.standings.current(journey._id, new Date(now.getTime() + days * 86_400_000));
      return row && verificationOf(at.store, row);
    };
    expect(await onDay(27)).toMatchObject({ state: 'created' });
    expect(await onDay(28)).toMatchObject({ state: 'expired', reasons: ['case_expired'] });
  });
});
