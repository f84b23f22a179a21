import { z } from 'zod';
import { type Month, type Period, periodOf, periodsAt } from '../../../domain/insight/months.js';
import { counted, countsByLevel, type Statistics, secondsOf } from '../../../domain/insight/statistics.js';
import { levels } from '../../../domain/levels/levels.js';
import { operation } from '../operation.js';

/** A reading adds up the roll-ups of a month or more, and what is told changes once a month: so often an hour is for programs, not for loops. */
const quota = { name: 'statistics', requests: 120, seconds: 3_600 } as const;

const count = z.int().min(0);

const figures = z
  .object({
    counts: z.record(z.enum(['all', ...levels]), z.partialRecord(z.enum(counted), count)).meta({
      description: 'Journeys, by level and in all. A figure that is not told is absent.',
    }),
    reasons: z.record(z.string(), count).meta({ description: 'How often each reason was met, by its code.' }),
    median_seconds: z.record(z.string(), count).meta({ description: 'The median time at each step.' }),
  })
  .meta({ id: 'Figures' });

const statistics = z
  .object({
    period: z.string(),
    own: figures,
    all: figures.optional().meta({
      description: 'The totals of all services, as far as they are told. Absent until those of the whole period are.',
    }),
    others: z
      .array(z.object({ name: z.string(), ...figures.shape }))
      .meta({ description: 'Services that show their own figures to others.' }),
  })
  .meta({ id: 'StatisticsOfPeriod' });

const query = z.strictObject({
  period: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2]|Q[1-4])$/)
    .refine((name) => choosable(name, new Date()))
    .optional()
    .meta({
      description: 'A month or a quarter of the last year, as `2026-11` or `2026-Q4`: this month if left out.',
      examples: ['2026-11', '2026-Q4'],
    }),
});

export const readStatistics = operation({
  id: 'readStatistics',
  method: 'get',
  path: '/statistics',
  tag: 'Statistics',
  summary: 'Your own figures, beside the totals of all services',
  description: 'As the portal shows them. At most 120 requests an hour.',
  query,
  answers: { 200: { description: 'The figures.', body: statistics } },
  quota,
  async handle({ query: { period } }, { partner, store, now }) {
    const asked: Period = periodOf(period) ?? monthAt(now);
    const { own, totals, others } = await store.partnerStatistics.of(partner._id, asked);
    const rows = await store.clients.registrations(others.map((one) => one.partner));
    const nameOf = (id: string) => rows.find(({ _id }) => _id === id)?.name ?? id;
    const body: z.infer<typeof statistics> = {
      period: asked.name,
      own: told(own),
      ...(totals && { all: told(totals) }),
      others: others.map((one) => ({ name: nameOf(one.partner), ...told(one.statistics) })),
    };
    return { status: 200, body };
  },
});

function choosable(name: string, now: Date): boolean {
  const { months, quarters } = periodsAt(now);
  return [...months, ...quarters].includes(name);
}

const monthAt = (now: Date): Period => {
  const [name = '']: Month[] = periodsAt(now).months;
  return { name, months: [name] };
};

const told = (one: Statistics): z.infer<typeof figures> => ({
  counts: countsByLevel(one) as z.infer<typeof figures>['counts'],
  reasons: { ...one.reasons },
  median_seconds: Object.fromEntries(Object.entries(one.medians).map(([step, ms]) => [step, secondsOf(ms)])),
});
