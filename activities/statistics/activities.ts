import type { Onlookers } from '../../domain/insight/disclosure-rules.js';
import { type Month, monthsUpTo, nextMonth, startOfMonth } from '../../domain/insight/months.js';
import { tellTotals } from '../../domain/insight/statistics.js';
import { outage } from '../../platform/temporal/activity-failure.js';
import type { Store } from '../../store/database.js';

/** Services looked at by one activity. */
const mostAtOnce = 100;

/** A month is held against those of the year before it. */
const remembered = 12;

export interface StatisticsDeps {
  store: Pick<
    Store,
    | 'accounts'
    | 'clients'
    | 'journeyEvents'
    | 'messages'
    | 'partnerStatistics'
    | 'rollUpWork'
    | 'services'
    | 'statisticsChoices'
    | 'toldMonths'
  >;
  /** Surety's public address. */
  suretyUrl: string;
}

/** Tells the totals of a month, and puts the reports for those who want them. */
export function createStatisticsActivities({ store, suretyUrl }: StatisticsDeps) {
  return {
    /**
     * Works out what may be told of a month, and keeps it for good. A month that was told stays as it is.
     * @param now milliseconds @throws a retryable failure until all that happened in the month has been added up
     */
    async tellMonth({ month, now }: { month: Month; now: number }): Promise<void> {
      if (await store.toldMonths.isTold(month)) return;
      const end = startOfMonth(nextMonth(month));
      const marked = await store.rollUpWork.marked();
      if (marked.some((hour) => hour < end) || (await store.journeyEvents.waitsFrom(end))) throw outage('not_added_up');
      const [summed, open, earlier, onlookers] = await Promise.all([
        store.partnerStatistics.summed([month]),
        store.statisticsChoices.open(),
        store.toldMonths.tablesOf(monthsUpTo(month, remembered + 1).slice(1)),
        onlookersOf(store),
      ]);
      const told = tellTotals(summed, new Set(open), earlier, onlookers);
      await store.toldMonths.tell(month, new Date(now), told, open);
    },

    /** Puts the reports for the people of the next services. @returns their keys, and the last service looked at where there may be more */
    async putReports({ month, after }: { month: Month; after: string }): Promise<{ keys: string[]; next?: string }> {
      const services = await store.services.page(after, mostAtOnce);
      const keys: string[] = [];
      for (const { _id, members } of services) {
        const readers = members.filter(({ reads }) => reads);
        if (readers.length === 0 || (await store.clients.registration(_id))?.kept?.closedAt) continue;
        for (const { accountId } of readers) {
          const account = await store.accounts.byId(accountId);
          if (!account || account.blocked) continue;
          const key = `statistics-${month}-${_id}-${accountId}`;
          const { email: to } = store.accounts.contacts(account);
          const url = `${suretyUrl}/portal/services/${_id}/statistics?period=${month}`;
          const params = { url, report: { partner: _id, month } };
          const message = { key, channel: 'email' as const, to, template: 'partner-statistics', params };
          await store.messages.putMessage({ ...message, language: account.language });
          keys.push(key);
        }
      }
      const last = services.length === mostAtOnce ? services.at(-1)?._id : undefined;
      return { keys, ...(last === undefined ? {} : { next: last }) };
    },
  };
}

export type StatisticsActivities = ReturnType<typeof createStatisticsActivities>;

/** Whoever looks after several services sees the figures of all of them. */
async function onlookersOf({ services }: Pick<Store, 'services'>): Promise<Onlookers> {
  const seen = new Map<string, Set<string>>();
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page = await services.page(after, mostAtOnce);
    for (const { _id, members } of page) {
      for (const { accountId } of members) seen.set(accountId, (seen.get(accountId) ?? new Set()).add(_id));
    }
    after = page.length === mostAtOnce ? page.at(-1)?._id : undefined;
  }
  return [...seen.values()];
}
