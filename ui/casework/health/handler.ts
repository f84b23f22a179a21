import type { RequestHandler } from 'express';
import { hour } from '../../../domain/clock.js';
import { quantile } from '../../../domain/insight/histogram.js';
import { proportion } from '../../../domain/insight/proportion.js';
import { spanStart } from '../../../domain/insight/roll-up.js';
import { lineChart } from '../../charts/line-chart.js';
import { frameOf } from '../../http/frame.js';
import { dateTime, hourOfDay } from '../../words/times.js';
import { wordsFor } from '../../words/words.js';
import type { CaseworkDeps } from '../deps.js';
import { numbersFor } from '../insight/numbers.js';
import { renderDesk } from '../render.js';

/** How many hours are shown, the one that goes on included. */
const hours = 48;

const kinds = ['landed', 'started', 'succeeded', 'returned', 'referred'] as const;

/** The last two days by hour: whether people come and get through, and what machines met. Reads roll-ups only. */
export const showHealth =
  ({ store }: Pick<CaseworkDeps, 'store'>): RequestHandler =>
  async (_req, res) => {
    const { rollUps } = store;
    const { language } = frameOf(res);
    const t = wordsFor('casework/health', language);
    const say = numbersFor(language, wordsFor('casework', language));
    const to = new Date(spanStart(new Date(), 'hour').getTime() + hour);
    const from = new Date(to.getTime() - hours * hour);
    const asked = { span: 'hour', from, to } as const;
    const lastDay = { ...asked, from: new Date(to.getTime() - 24 * hour) };
    const [counts, traces, decided, pages, newest] = await Promise.all([
      rollUps.figures({ ...asked, kinds }, ['hour', 'kind']),
      rollUps.figures({ ...lastDay, kinds: ['entered'] }, ['step']),
      rollUps.figures({ ...lastDay, kinds: ['by-machine', 'by-person'], where: { level: 'P9' } }, ['kind']),
      rollUps.durations({ ...lastDay, kinds: ['page'] }, ['kind']),
      rollUps.newest(),
    ]);
    const rows = Array.from({ length: hours }, (_, index) => {
      const start = from.getTime() + index * hour;
      const of = (kind: string) => counts.find((row) => row.kind === kind && row.hour?.getTime() === start)?.count ?? 0;
      return {
        name: hourOfDay(new Date(start), language),
        counts: Object.fromEntries(kinds.map((kind) => [kind, of(kind)])),
      };
    });
    const step = (name: string) => traces.find((row) => row.step === name)?.count ?? 0;
    const byMachine = decided.find((row) => row.kind === 'by-machine')?.count ?? 0;
    const all = decided.reduce((sum, row) => sum + row.count, 0);
    const line = (kind: (typeof kinds)[number]) => ({
      name: t(kind),
      values: rows.map((row) => row.counts[kind] ?? 0),
    });
    const sum = (kind: string) => rows.slice(-24).reduce((total, row) => total + (row.counts[kind] ?? 0), 0);
    renderDesk(res, {
      page: 'casework/health',
      model: {
        newest: newest && dateTime(newest, language),
        facts: [
          { name: t('completed'), value: say.share(proportion(sum('succeeded'), sum('landed'))) },
          { name: t('pds'), value: say.share(proportion(step('details-unavailable'), step('details-checking'))) },
          { name: t('automated'), value: say.share(proportion(byMachine, all)) },
          { name: t('referred.day'), value: say.number(sum('referred')) },
          { name: t('page'), value: say.duration(quantile(pages[0]?.durations ?? {}, 0.75)) },
        ],
        chart: lineChart({
          id: 'hours',
          title: t('hours'),
          description: t('hours.text', { landed: say.number(sum('landed')), succeeded: say.number(sum('succeeded')) }),
          places: rows.map(({ name }) => name),
          lines: [line('landed'), line('succeeded')],
          number: say.number,
        }),
        rows: rows.toReversed().map(({ name, counts: each }) => ({
          name,
          ...Object.fromEntries(Object.entries(each).map(([kind, count]) => [kind, say.number(count)])),
        })),
      },
    });
  };
