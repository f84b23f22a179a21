import { describe, expect, test } from '@jest/globals';
import { registrationSteps } from '../accounts/registration-state.js';
import { type Level, levels, reaches } from '../levels/levels.js';
import { type CaseStep, caseSteps } from '../verification/case-state.js';
import { nextInteractionStep, nextStep, type Situation, termsVersion } from './next-step.js';
import { steps } from './steps.js';

const situation = (more: Partial<Situation> = {}): Situation => ({
  journey: { wanted: 'P9', cancelled: false, expired: false },
  session: { accountId: 'a' },
  account: { level: 'P0', termsVersion },
  consentNeeded: false,
  ...more,
});

describe('The next step of a journey', () => {
  test.each(levels.flatMap((level) => levels.map((wanted) => [level, wanted] as [Level, Level])))(
    'at %s with %s wanted is verification exactly while the level is too low',
    (level, wanted) => {
      const journey = { wanted, cancelled: false, expired: false };
      const step = nextStep(situation({ journey, account: { level, termsVersion } }));
      expect(step).toBe(reaches(level, wanted) ? 'return' : 'details');
    },
  );

  test.each(caseSteps)('follows a case that is at %s', (step: CaseStep) => {
    expect(nextStep(situation({ case: { step, live: true } }))).toBe(step);
  });

  test('asks for consent before it returns, and never before the level is reached', () => {
    expect(nextStep(situation({ consentNeeded: true, account: { level: 'P9', termsVersion } }))).toBe('consent');
    expect(nextStep(situation({ consentNeeded: true }))).toBe('details');
  });

  test('shows nothing of a journey to somebody without a session', () => {
    const { session: _, account: __, ...nobody } = situation({ case: { step: 'in-review', live: true } });
    expect(nextStep(nobody)).toBe('sign-in');
  });

  test('asks for changed terms before anything else of the account', () => {
    expect(nextStep(situation({ account: { level: 'P9', termsVersion: '2020-01' } }))).toBe('terms-changed');
  });

  test('is over when cancelled or expired, whoever looks', () => {
    expect(nextStep(situation({ journey: { wanted: 'P0', cancelled: true, expired: false } }))).toBe('cancelled');
    expect(nextStep(situation({ journey: { wanted: 'P0', cancelled: false, expired: true } }))).toBe('journey-expired');
  });
});

describe('The next step before there is a session', () => {
  test('is the email, then the password, then the code', () => {
    expect(nextInteractionStep({ emailGiven: false, passwordRight: false })).toBe('email');
    expect(nextInteractionStep({ emailGiven: true, passwordRight: false })).toBe('password');
    expect(nextInteractionStep({ emailGiven: true, passwordRight: true })).toBe('sms-code');
  });

  test.each(registrationSteps)('follows a registration that is at %s, to a step of the table', (step) => {
    const next = nextInteractionStep({ emailGiven: true, passwordRight: false }, { step });
    expect(steps[next]).toBeDefined();
  });
});
