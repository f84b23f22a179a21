import { type Month, nextMonth, type Period, startOfMonth } from '../../domain/insight/months.js';
import { addTold, counted, type Statistics, type Summed, statisticsOf } from '../../domain/insight/statistics.js';
import type { rollUps } from '../insight/roll-ups.js';
import type { statisticsChoices } from './statistics-choices.js';
import type { toldMonths } from './told-months.js';

/** A partner's figures of a period beside the totals of all, and whether these have been told; others that show theirs, by their ids. */
export type PartnerStatistics = {
  own: Statistics;
  totals: Statistics | undefined;
  others: readonly { partner: string; statistics: Statistics }[];
};

/** What partners are shown of their journeys, and of all. */
export function partnerStatistics(
  figures: Pick<ReturnType<typeof rollUps>, 'figures' | 'durations'>,
  told: Pick<ReturnType<typeof toldMonths>, 'of'>,
  choices: Pick<ReturnType<typeof statisticsChoices>, 'open'>,
) {
  /** Sums of some months, of one partner or, by partner, of all. */
  const summed = async (months: readonly Month[], partner?: string): Promise<Summed> => {
    const from = startOfMonth(months[0] ?? '');
    const to = startOfMonth(nextMonth(months.at(-1) ?? ''));
    const asked = { span: 'hour', from, to, ...(partner ? { where: { partner } } : {}) } as const;
    const by = partner ? [] : (['partner'] as const);
    const [journeys, reasons, steps] = await Promise.all([
      figures.figures({ ...asked, kinds: counted }, ['level', 'kind', ...by]),
      figures.figures({ ...asked, kinds: ['reason'] }, ['reason', ...by]),
      figures.durations({ ...asked, kinds: ['left'] }, ['step', ...by]),
    ]);
    return { journeys, reasons, steps };
  };

  return {
    summed,

    async of(partner: string, { months }: Period): Promise<PartnerStatistics> {
      const [own, rows, showing] = await Promise.all([summed(months, partner), told.of(months), choices.open()]);
      const each = months.map((month) => rows.find(({ _id }) => _id === month));
      const known = each.every((row) => row !== undefined);
      // Shown are those that showed theirs in each of the months and have not withdrawn since.
      const ids = known ? showing.filter((one) => one !== partner && each.every((row) => row?.open.includes(one))) : [];
      const others = ids.map(async (one) => ({ partner: one, statistics: statisticsOf(await summed(months, one)) }));
      return {
        own: statisticsOf(own),
        totals: known ? addTold(each.map((row) => row?.statistics)) : undefined,
        others: await Promise.all(others),
      };
    },
  };
}
