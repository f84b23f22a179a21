import { type Period, periodOf, periodsAt } from '../../../domain/insight/months.js';
import { counted, type Statistics } from '../../../domain/insight/statistics.js';
import { levels } from '../../../domain/levels/levels.js';
import type { UiDeps } from '../../deps.js';
import { actionOf } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Language } from '../../words/languages.js';
import { nameOfReason } from '../../words/reason-name.js';
import { nameOfStep } from '../../words/step-name.js';
import { record, servicePage } from '../service.js';
import { lasting, numberIn, periodName, shareIn } from './written.js';

/** A partner's own figures beside the totals of all services; which others see its own, and who gets the report. */
export const statisticsPage = ({ store }: Pick<UiDeps, 'store'>) =>
  servicePage({
    path: 'statistics',
    needs: 'viewer',
    async show({ req, res, row, service, account, may }) {
      const { language } = frameOf(res);
      const reason = nameOfReason(language, 'partner');
      const stepName = nameOfStep(language);
      const now = new Date();
      const period = periodAsked(req.query.period, now);
      const [{ own, totals, others }, choices] = await Promise.all([
        store.partnerStatistics.of(row._id, period),
        store.statisticsChoices.of(row._id),
      ]);
      const names = new Map(
        (await store.clients.registrations(others.map(({ partner }) => partner))).map(({ _id, name }) => [_id, name]),
      );
      const { months, quarters } = periodsAt(now);
      return {
        page: 'portal/statistics',
        model: {
          period: { name: period.name, text: periodName(period, language) },
          periods: [...months, ...quarters].flatMap((name) => {
            const one = periodOf(name);
            return one ? [{ name, text: periodName(one, language) }] : [];
          }),
          told: totals !== undefined,
          levels: ['all', ...levels].map((level) => levelShown(level, own, totals, language)),
          times: Object.entries(own.medians).map(([step, ms]) => ({
            step: stepName(step),
            own: lasting(ms),
            all: lasting(totals?.medians[step]),
          })),
          reasons: Object.entries(own.reasons)
            .sort(([, a], [, b]) => b - a)
            .map(([code, count]) => ({
              name: reason(code),
              own: numberIn(count, language),
              all: numberIn(totals?.reasons[code], language),
            })),
          others: others.map(({ partner, statistics }) => ({
            name: names.get(partner) ?? partner,
            ...levelShown('all', statistics, undefined, language),
          })),
          open: choices?.openSince !== undefined,
          owner: may('owner'),
          reads: service.members.some(({ accountId, reads }) => accountId === account._id && reads),
        },
      };
    },
    async submit(context) {
      const { req, base, service, account } = context;
      const action = actionOf(req);
      const to = { to: `${base}/statistics?done=saved` };
      if (action === 'report' || action === 'no-report') {
        await store.services.setReader(service._id, account._id, action === 'report');
        return to;
      }
      if ((action !== 'show' && action !== 'hide') || !context.may('owner')) return { to: `${base}/statistics` };
      const changed = await store.statisticsChoices.setOpen(service._id, action === 'show', new Date());
      if (changed)
        await record(store, context, action === 'show' ? 'service.statistics_shown' : 'service.statistics_hidden');
      return to;
    },
  });

/** The period in an address, where it is one that can be chosen; else this month. */
export function periodAsked(given: unknown, now: Date): Period {
  const { months, quarters } = periodsAt(now);
  const asked = periodOf(given);
  if (asked && [...months, ...quarters].includes(asked.name)) return asked;
  return { name: months[0] ?? '', months: months.slice(0, 1) };
}

/** The figures of a level, and what share of them went on: in words, and as the length of a bar. */
function levelShown(level: string, own: Statistics, totals: Statistics | undefined, language: Language) {
  const of = (statistics: Statistics | undefined, kind: string) => statistics?.counts[`${level} ${kind}`];
  const share = (part: string, whole: string) => ({
    own: shareIn(of(own, part), of(own, whole), language),
    all: shareIn(of(totals, part), of(totals, whole), language),
  });
  return {
    level,
    figures: counted.map((kind) => ({
      kind,
      own: numberIn(of(own, kind), language),
      all: numberIn(of(totals, kind), language),
    })),
    shares: [
      { kind: 'started', ...share('started', 'landed') },
      { kind: 'succeeded', ...share('succeeded', 'started') },
    ],
  };
}
