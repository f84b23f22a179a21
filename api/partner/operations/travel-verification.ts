import { z } from 'zod';
import { PartnerProblem } from '../../http/problem-table.js';
import { operation } from '../operation.js';
import { verificationOf } from '../representation.js';
import { idParams, verification } from '../schemas.js';
import { ownVerification } from './own.js';

/** A bit more than the longest wait there is. */
const longest = 400 * 24 * 3_600;

const journeyThroughTime = z
  .strictObject({
    seconds: z
      .int()
      .min(1)
      .max(longest)
      .meta({ description: 'As if so many had passed.', examples: [259_200] }),
  })
  .meta({ id: 'TimeTravel' });

export const travelVerification = operation({
  id: 'travelVerification',
  method: 'post',
  path: '/verifications/{id}/travel',
  tag: 'Verifications',
  summary: 'Move a verification on in time (sandbox only)',
  description:
    'As if time had passed for this one: reminders, referrals of test people, slow checks, its end after 28 days, daily limits, retries of its webhooks. Live has no such address.',
  params: idParams,
  body: journeyThroughTime,
  idempotent: true,
  sandboxOnly: true,
  answers: { 200: { description: 'As it stands now.', body: verification } },
  problems: ['not_found', 'verification_shared'],
  async handle({ params: { id }, body: { seconds } }, context) {
    const { store, newId, travel } = context;
    const journey = await ownVerification(id, context);
    const travelled = await travel?.(journey, { id: newId, ms: seconds * 1_000 });
    if (!travelled) throw new PartnerProblem('not_found');
    if (travelled === 'shared') throw new PartnerProblem('verification_shared');
    const moved = await store.standings.look(id, new Date());
    return { status: 200, body: verificationOf(store, moved ?? journey) };
  },
});
