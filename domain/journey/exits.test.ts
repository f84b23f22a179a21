import { describe, expect, test } from '@jest/globals';
import { type ExitSituation, wayBack } from './exits.js';
import { type Exit, type Step, steps } from './steps.js';

const flags = [true, false];

/** Every step × exit × situation there can be. */
const all = (Object.keys(steps) as Step[]).flatMap((step) =>
  steps[step].exits.flatMap((exit: Exit) =>
    flags.flatMap((interactionLive) =>
      flags.flatMap((levelSatisfies) =>
        flags.flatMap((failed) =>
          flags.map((partnerHasInitiateLogin): [Step, ExitSituation] => [
            step,
            { exit, interactionLive, levelSatisfies, failed, partnerHasInitiateLogin },
          ]),
        ),
      ),
    ),
  ),
);

describe('The way back to the partner', () => {
  test('exists from every step, by every exit, in every situation', () => {
    expect(all.length).toBeGreaterThan(500);
    for (const [, situation] of all) expect(wayBack(situation).kind).toMatch(/^(code|error|initiate|entry)$/);
  });

  test('never finishes an interaction that does not live in this browser', () => {
    for (const [, situation] of all) {
      if (situation.interactionLive) continue;
      expect(wayBack(situation).kind).toMatch(/^(initiate|entry)$/);
    }
  });

  test('lets the partner begin a sign-in only for those who are done: others would come straight back here', () => {
    const over = { interactionLive: false, failed: false, partnerHasInitiateLogin: true };
    expect(wayBack({ ...over, exit: 'return', levelSatisfies: true })).toEqual({ kind: 'initiate' });
    expect(wayBack({ ...over, exit: 'return', levelSatisfies: false })).toEqual({ kind: 'entry' });
    expect(wayBack({ ...over, exit: 'continue-later', levelSatisfies: false })).toEqual({ kind: 'entry' });
    expect(wayBack({ ...over, exit: 'cancel', levelSatisfies: true })).toEqual({ kind: 'entry' });
    const without = { ...over, partnerHasInitiateLogin: false };
    expect(wayBack({ ...without, exit: 'return', levelSatisfies: true })).toEqual({ kind: 'entry' });
  });

  test('gives a code only where the level reached satisfies the request, and never to somebody who cancels', () => {
    for (const [, situation] of all) {
      if (wayBack(situation).kind !== 'code') continue;
      expect(situation).toMatchObject({ levelSatisfies: true, interactionLive: true });
      expect(situation.exit).not.toBe('cancel');
    }
  });

  test('says why with documented descriptions', () => {
    const live = { interactionLive: true, levelSatisfies: false, failed: false, partnerHasInitiateLogin: true };
    const error = 'access_denied';
    expect(wayBack({ ...live, exit: 'continue-later' })).toEqual({
      kind: 'error',
      error,
      description: 'verification_pending',
    });
    expect(wayBack({ ...live, exit: 'return', failed: true })).toMatchObject({ description: 'verification_failed' });
    expect(wayBack({ ...live, exit: 'cancel' })).toMatchObject({ description: 'user_cancelled' });
  });
});
