import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { day } from '../clock.js';
import { type DelegationEvent, delegationAfter } from './after.js';
import { type Delegation, type DelegationScope, delegationMonths, pausedLasts } from './delegation.js';
import { delegationKinds, scopesWithin } from './kinds.js';
import { type DelegationMarks, type DelegationParties, mayAct } from './may-act.js';
import { birthday } from './times.js';

const start = Date.UTC(2026, 0, 1);
const partners = ['surgery', 'pharmacy', 'hospital'];
const scopes: fc.Arbitrary<DelegationScope> = fc.record({
  partners: fc.subarray(partners),
  kinds: fc.subarray([...delegationKinds]),
});
const months = fc.constantFrom(...delegationMonths);
const someone = fc.constantFrom('actor', 'child', 'other');
const events: fc.Arbitrary<DelegationEvent> = fc.oneof(
  fc
    .record({ kind: fc.constant('approved' as const), subjectId: someone, months })
    .chain((event) => scopes.map((scope) => ({ ...event, ...scope }))),
  fc.record({ kind: fc.constant('proved' as const), subjectId: someone }),
  fc
    .record({ kind: fc.constant('changed' as const), by: fc.constantFrom('actor' as const, 'subject' as const) })
    .chain((event) => scopes.map((scope) => ({ ...event, ...scope }))),
  fc.constantFrom<DelegationEvent>(
    ...(['declined', 'unproved', 'handed-in', 'refused', 'confirmed', 'stopped', 'time'] as const).map((kind) => ({
      kind,
    })),
  ),
);
/** What happens, and how many days after what happened before. */
const histories = fc.array(fc.tuple(events, fc.integer({ min: 0, max: 200 })), { maxLength: 14 });
const children = fc.option(fc.integer({ min: 0, max: 17 * 365 }), { nil: undefined });

const begun: fc.Arbitrary<Delegation> = fc
  .record({
    scope: scopes,
    months,
    basis: fc.constantFrom('consent' as const, 'parent' as const, 'attorney' as const),
    age: children,
  })
  .map(({ scope, months, basis, age }) => {
    const born = age === undefined ? undefined : new Date(start - age * day).toISOString().slice(0, 10);
    const ages = basis === 'parent' && born ? { thirteenAt: birthday(born, 13), sixteenAt: birthday(born, 16) } : {};
    return {
      id: 'd',
      actorId: 'actor',
      basis,
      step: basis === 'consent' ? 'asked' : 'checking',
      months,
      ...scope,
      ...ages,
    };
  });

const nobodyStopped: DelegationMarks = { stopped: false, blocked: false };
const both: DelegationParties = { actor: { usable: true, level: 'P9' }, subject: { usable: true, level: 'P9' } };

/** Each state it went through, with the time and what led to it. */
function walk(first: Delegation, history: [DelegationEvent, number][]) {
  let [state, now, since] = [first, start, start];
  return history.map(([event, days]) => {
    const before = state;
    now += days * day;
    state = delegationAfter(before, event, now, since);
    if (state.step !== before.step) since = now;
    return { before, event, state, now };
  });
}

const opens = (state: Delegation, at: number, marks = nobodyStopped, parties = both) =>
  partners.filter((id) => mayAct(state, marks, parties, { id, delegatedAccess: true }, at));

describe('Nobody reaches another’s data outside a live delegation', () => {
  test('it opens nothing before the other person agreed or it was proved, and nothing after it ended', () => {
    fc.assert(
      fc.property(begun, histories, (first, history) => {
        let granted = false;
        let over = false;
        for (const { state, event, now } of walk(first, history)) {
          granted ||= event.kind === 'approved' || event.kind === 'proved';
          if (!granted || over) expect(opens(state, now)).toEqual([]);
          over ||= state.step === 'ended';
          if (over) expect(state.step).toBe('ended');
        }
      }),
    );
  });

  test('it never opens more than was agreed to, whatever the delegate asks for', () => {
    fc.assert(
      fc.property(begun, histories, fc.subarray([...delegationKinds]), (first, history, asked) => {
        let agreed: DelegationScope = { partners: first.partners, kinds: first.kinds };
        for (const { before, state, event, now } of walk(first, history)) {
          if (event.kind === 'changed' && event.by === 'subject' && before.step === 'live') agreed = event;
          expect(opens(state, now).filter((id) => !agreed.partners.includes(id))).toEqual([]);
          expect(state.kinds.filter((kind) => !agreed.kinds.includes(kind))).toEqual([]);
          agreed = { partners: state.partners, kinds: state.kinds };
          const told = scopesWithin(state.kinds, [
            'openid',
            'email',
            'profile',
            'gp_integration_credentials',
            ...asked,
          ]);
          expect(told).not.toContain('gp_integration_credentials');
          if (!state.kinds.includes('contact')) expect(told).not.toContain('email');
          if (!state.kinds.includes('identity')) expect(told).not.toContain('profile');
        }
      }),
    );
  });

  test('time alone ends it, though no timer has fired: the period, the review, 13 and 16 years', () => {
    fc.assert(
      fc.property(begun, histories, fc.integer({ min: 0, max: 4_000 }), (first, history, later) => {
        for (const { state, event, now } of walk(first, history)) {
          const at = now + later * day;
          if (opens(state, at).length === 0) continue;
          expect(at).toBeLessThan(Math.min(state.endsAt ?? 0, state.reviewAt ?? 0));
          if (state.sixteenAt) expect(at).toBeLessThan(state.sixteenAt);
          const looked = event.kind === 'confirmed' || event.kind === 'proved';
          if (state.thirteenAt && at >= state.thirteenAt && looked)
            expect(now).toBeGreaterThanOrEqual(state.thirteenAt);
        }
      }),
    );
  });

  test('nobody acts for themselves, and not without P9 and two accounts that can be used', () => {
    const party = fc.record({
      usable: fc.boolean(),
      level: fc.constantFrom('P0' as const, 'P5' as const, 'P9' as const),
    });
    const marked = fc.record({ stopped: fc.boolean(), blocked: fc.boolean() });
    fc.assert(
      fc.property(
        begun,
        histories,
        marked,
        party,
        party,
        fc.boolean(),
        (first, history, marks, actor, subject, opted) => {
          for (const { state, now } of walk(first, history)) {
            expect(state.subjectId).not.toBe('actor');
            const open = partners.filter((id) =>
              mayAct(state, marks, { actor, subject }, { id, delegatedAccess: opted }, now),
            );
            if (open.length === 0) continue;
            expect([marks.stopped, marks.blocked, actor.usable, subject.usable, opted]).toEqual([
              false,
              false,
              true,
              true,
              true,
            ]);
            expect(actor.level).toBe('P9');
            if (state.basis === 'consent') expect(subject.level).toBe('P9');
          }
        },
      ),
    );
  });
});

describe('A child’s delegation', () => {
  const child = (born: string): Delegation => ({
    ...{ id: 'd', actorId: 'actor', basis: 'parent', step: 'checking', months: 36, partners, kinds: ['record'] },
    ...{ thirteenAt: birthday(born, 13), sixteenAt: birthday(born, 16) },
  });

  test('is paused at 13 until it was looked at, and ends at 16', () => {
    const proved = delegationAfter(child('2014-06-01'), { kind: 'proved', subjectId: 'c' }, start, start);
    const thirteen = birthday('2014-06-01', 13);
    const yearOn = delegationAfter(proved, { kind: 'confirmed' }, start + 350 * day, start);
    expect(yearOn.reviewAt).toBe(thirteen);
    expect(opens(yearOn, thirteen - 1)).toEqual(partners);
    const paused = delegationAfter(yearOn, { kind: 'time' }, thirteen, start);
    expect(paused.step).toBe('paused');
    const looked = delegationAfter(paused, { kind: 'confirmed' }, thirteen + day, thirteen);
    expect(opens(looked, thirteen + 2 * day)).toEqual(partners);
    expect(delegationAfter(paused, { kind: 'time' }, thirteen + pausedLasts, thirteen).end).toBe('not-confirmed');
    expect(delegationAfter(looked, { kind: 'time' }, birthday('2014-06-01', 16), thirteen).end).toBe('age');
  });

  test('does not begin for who is 16', () => {
    const proved = delegationAfter(child('2009-12-31'), { kind: 'proved', subjectId: 'c' }, start, start);
    expect(proved).toMatchObject({ step: 'ended', end: 'age' });
  });
});
