import type { RequestHandler } from 'express';
import { day, hour } from '../../../domain/clock.js';
import { forecast } from '../../../domain/insight/forecast.js';
import { byMonth, type GrowthDay, growthOf, sumOf } from '../../../domain/insight/growth.js';
import { spanStart } from '../../../domain/insight/roll-up.js';
import type { Store } from '../../../store/database.js';
import { barChart } from '../../charts/bar-chart.js';
import { lineChart } from '../../charts/line-chart.js';
import { frameOf } from '../../http/frame.js';
import { shortDate } from '../../words/times.js';
import { wordsFor } from '../../words/words.js';
import type { CaseworkDeps } from '../deps.js';
import { numbersFor } from '../insight/numbers.js';
import { periods, spanOf } from '../insight/question.js';
import { renderDesk } from '../render.js';

/** How many days ahead the line goes on, and from how many before it is drawn. */
const ahead = 28;
const learntFrom = 84;
/** Months of which users are shown. */
const months = 13;

/** Accounts by level, by day and in all; users of each month; what is to be expected. Reads roll-ups only. */
export const showGrowth =
  ({ store }: Pick<CaseworkDeps, 'store'>): RequestHandler =>
  async (req, res) => {
    const { language } = frameOf(res);
    const t = wordsFor('casework/growth', language);
    const { number } = numbersFor(language, wordsFor('casework', language));
    const date = (at: Date) => shortDate(at, language);
    const days = periods.find((period) => period === req.query.days && period !== '1') ?? '90';
    const now = new Date();
    const [shown, learnt, users, closed] = await Promise.all([
      growth(store, Number(days), now),
      growth(store, learntFrom + 1, now),
      store.rollUps.figures({ ...spanOf(months * 31, now), kinds: ['user'] }, ['hour']),
      store.rollUps.figures({ span: 'day', from: new Date(0), to: now, kinds: ['closed'] }, ['kind']),
    ]);
    // Today is not over: it would bend the line down.
    const expected = forecast(
      learnt.slice(firstWith(learnt), -1).map(({ fresh }) => fresh.registered),
      ahead,
    );
    const last = shown.at(-1);
    const inMonths = byMonth(users);
    renderDesk(res, {
      page: 'casework/growth',
      form: { values: { days }, errors: {} },
      model: {
        periods: periods.filter((period) => period !== '1'),
        all: last && {
          registered: number(last.total.registered),
          P5: number(last.total.P5),
          P9: number(last.total.P9),
          closed: number(closed[0]?.count ?? 0),
        },
        total: lineChart({
          id: 'total',
          title: t('total'),
          description: t('total.text', {
            registered: number(last?.total.registered ?? 0),
            P9: number(last?.total.P9 ?? 0),
          }),
          places: shown.map((one) => date(one.day)),
          lines: (['registered', 'P5', 'P9'] as const).map((name) => ({
            name: t(`key.${name}`),
            values: shown.map(({ total }) => total[name]),
          })),
          number,
        }),
        expected: expected.length > 0 ? expectedChart(expected) : undefined,
        users: barChart({
          id: 'users',
          title: t('users'),
          description: t('users.text', { count: number(inMonths.at(-1)?.count ?? 0) }),
          bars: inMonths.map(({ month, count }) => ({ name: month, value: count, text: number(count) })),
        }),
        months: inMonths.map(({ month, count }) => ({ month, count: number(count) })),
        days: shown.toReversed().map(({ day: at, fresh, total }) => ({
          day: date(at),
          ...{ registered: number(fresh.registered), P5: number(fresh.P5), P9: number(fresh.P9) },
          ...{ allRegistered: number(total.registered), allP5: number(total.P5), allP9: number(total.P9) },
        })),
        weeks: [0, 1, 2, 3].flatMap((week) => weekOf(expected.slice(week * 7, week * 7 + 7), week)),
      },
    });

    function expectedChart(values: ReturnType<typeof forecast>): string {
      const before = shown.slice(-57, -1);
      const gap = before.map(() => undefined);
      const today = spanStart(now, 'day').getTime();
      return lineChart({
        id: 'expected',
        title: t('expected'),
        description: t('expected.text'),
        places: [
          ...before.map((one) => date(one.day)),
          ...values.map((_, index) => date(new Date(today + index * day))),
        ],
        lines: [
          {
            name: t('key.registered'),
            values: [...before.map(({ fresh }) => fresh.registered), ...values.map(() => undefined)],
          },
          {
            name: t('key.expected'),
            values: [...gap, ...values.map(({ value }) => value)],
            band: [...gap, ...values],
            expected: true,
          },
        ],
        number,
      });
    }

    function weekOf(values: ReturnType<typeof forecast>, week: number) {
      if (values.length === 0) return [];
      const from = date(new Date(spanStart(now, 'day').getTime() + week * 7 * day + hour));
      const sum = (name: 'value' | 'low' | 'high') => number(values.reduce((all, one) => all + one[name], 0));
      return [{ from, value: sum('value'), low: sum('low'), high: sum('high') }];
    }
  };

async function growth({ rollUps }: Pick<Store, 'rollUps'>, days: number, now: Date): Promise<GrowthDay[]> {
  const { from, to } = spanOf(Math.max(2, days), now);
  const kinds = ['registered', 'reached'] as const;
  const [before, within] = await Promise.all([
    rollUps.figures({ span: 'day', from: new Date(0), to: from, kinds }, ['kind', 'level']),
    rollUps.figures({ span: 'day', from, to, kinds }, ['hour', 'kind', 'level']),
  ]);
  return growthOf(within, sumOf(before), from, to);
}

/** Nothing is learnt from the days before there was anything. */
const firstWith = (days: readonly GrowthDay[]): number => {
  const index = days.findIndex(({ fresh }) => fresh.registered > 0);
  return index < 0 ? days.length : index;
};
