import { describe, expect, it } from '@jest/globals';
import type { Level } from '../levels/levels.js';
import { type CaseStep, caseSteps } from '../verification/case-state.js';
import {
  type VerificationFacts,
  type VerificationState,
  verificationStates,
  verificationStatus,
} from './verification-status.js';

const now = new Date('2026-05-01T12:00:00Z');
const later = new Date('2026-05-20T12:00:00Z');
const longAgo = new Date('2026-03-01T12:00:00Z');
const earlier = new Date('2026-04-20T12:00:00Z');

function facts(changes: {
  journey?: Partial<VerificationFacts['journey']>;
  level?: Level;
  provedAt?: Date;
  step?: CaseStep;
  reasons?: NonNullable<VerificationFacts['case']>['reasons'];
}): VerificationFacts {
  return {
    journey: { wanted: 'P9', expiresAt: later, ...changes.journey },
    account: changes.level && {
      level: changes.level,
      ...(changes.provedAt ? { proofs: { [changes.level]: { at: changes.provedAt } } } : {}),
    },
    case: changes.step && { step: changes.step, reasons: changes.reasons ?? [] },
    now,
  };
}

describe('the status of a verification', () => {
  it.each<[string, Parameters<typeof facts>[0], VerificationState]>([
    ['nobody has opened it', {}, 'created'],
    ['opened, nobody signed in', { journey: { startedAt: earlier } }, 'started'],
    ['signed in, no case yet', { journey: { startedAt: earlier }, level: 'P0' }, 'requires_input'],
    ['details asked for', { level: 'P0', step: 'details' }, 'requires_input'],
    ['PDS is down', { level: 'P0', step: 'details-unavailable' }, 'requires_input'],
    ['details traced', { level: 'P0', step: 'details-checking' }, 'processing'],
    ['document read', { level: 'P5', step: 'document-checking' }, 'processing'],
    ['with a checker', { level: 'P5', step: 'in-review' }, 'in_review'],
    [
      'with a checker for longer than a journey lasts',
      { level: 'P5', step: 'in-review', journey: { expiresAt: earlier } },
      'in_review',
    ],
    ['level reached', { level: 'P9', step: 'verified' }, 'verified'],
    ['level reached in another journey', { level: 'P9' }, 'verified'],
    ['a lower level reached than asked for', { level: 'P5', step: 'verified' }, 'requires_input'],
    ['declined', { level: 'P5', step: 'declined' }, 'failed'],
    ['too young', { level: 'P0', step: 'too-young' }, 'failed'],
    ['deceased according to PDS', { level: 'P0', step: 'details-deceased' }, 'failed'],
    ['the case ended', { level: 'P0', step: 'expired' }, 'expired'],
    ['never opened in time', { journey: { expiresAt: earlier } }, 'expired'],
    ['left for too long', { level: 'P5', journey: { expiresAt: earlier } }, 'expired'],
    [
      'longer under way than a journey lasts, its case going on',
      { level: 'P5', step: 'document', journey: { expiresAt: earlier } },
      'requires_input',
    ],
    ['cancelled', { level: 'P5', step: 'document', journey: { cancelledAt: earlier } }, 'cancelled'],
    ['verified, and then cancelled', { level: 'P9', provedAt: longAgo, journey: { cancelledAt: earlier } }, 'verified'],
    [
      'cancelled, and verified later elsewhere',
      { level: 'P9', provedAt: now, journey: { cancelledAt: earlier } },
      'cancelled',
    ],
    ['taken back by the person', { level: 'P5', step: 'expired', reasons: ['cancelled_by_person'] }, 'cancelled'],
  ])('%s', (_name, changes, state) => {
    expect(verificationStatus(facts(changes)).state).toBe(state);
  });

  it('is one of the documented states at every step', () => {
    for (const step of caseSteps) {
      expect(verificationStates).toContain(verificationStatus(facts({ level: 'P0', step })).state);
    }
  });

  it('gives the case’s reasons, but never that a record is restricted', () => {
    const reasons = ['photo_blurred', 'details_restricted'] as const;
    expect(verificationStatus(facts({ level: 'P0', step: 'document', reasons: [...reasons] })).reasons).toEqual([
      'photo_blurred',
      'details_no_match',
    ]);
    expect(verificationStatus(facts({ level: 'P9', step: 'verified', reasons: [...reasons] })).reasons).toEqual([]);
  });
});
