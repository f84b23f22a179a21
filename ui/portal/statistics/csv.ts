import type { RequestHandler } from 'express';
import { csvOf } from '../../../domain/insight/statistics-csv.js';
import type { UiDeps } from '../../deps.js';
import { frameOf } from '../../http/frame.js';
import type { Family } from '../../http/pages.js';
import { nameOfFigure } from '../../words/figure-name.js';
import type { ServiceContext } from '../service.js';
import { periodAsked } from './handler.js';

/** The figures of a period as a file. */
export const statisticsCsv =
  ({ store }: Pick<UiDeps, 'store'>, family: Family<ServiceContext>): RequestHandler =>
  async (req, res) => {
    const context = await family.load(req, res);
    if (!context) return;
    const period = periodAsked(req.query.period, new Date());
    const { own, totals, others } = await store.partnerStatistics.of(context.row._id, period);
    const rows = await store.clients.registrations(others.map(({ partner }) => partner));
    const columns = [
      { name: 'own', statistics: own },
      { name: 'all', statistics: totals },
      ...others.map(({ partner, statistics }) => ({
        name: rows.find(({ _id }) => _id === partner)?.name ?? partner,
        statistics,
      })),
    ];
    res.set({
      'Cache-Control': 'no-store',
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="statistics-${period.name}.csv"`,
    });
    res.send(csvOf(period.name, columns, nameOfFigure(frameOf(res).language)));
  };
