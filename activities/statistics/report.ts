import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapeMarkup } from '../../domain/escape-markup.js';
import type { Month } from '../../domain/insight/months.js';
import { csvOf, rowsOf } from '../../domain/insight/statistics-csv.js';
import { projectRoot } from '../../platform/root.js';
import type { Store } from '../../store/database.js';
import { nameOfFigure } from '../../ui/words/figure-name.js';
import type { Outgoing } from '../messages/transport.js';

export type ReportStore = Pick<Store, 'partnerStatistics'>;

type Words = { figure: string; own: string; all: string; hidden: string };
const read = (language: string): Words =>
  JSON.parse(readFileSync(join(projectRoot, 'activities/statistics', `${language}.json`), 'utf8')) as Words;
const words: Readonly<Record<'en' | 'cy', Words>> = { en: read('en'), cy: read('cy') };

/** The figures of a monthly report, put below the words of its email, and as a file beside it. */
export async function reportOf(
  { partnerStatistics }: ReportStore,
  { partner, month }: { partner: string; month: Month },
  { text, html = '', language }: Pick<Outgoing, 'text' | 'html' | 'language'>,
): Promise<Pick<Outgoing, 'text' | 'html' | 'file'>> {
  const { own, totals } = await partnerStatistics.of(partner, { name: month, months: [month] });
  const { figure, own: ownName, all, hidden } = words[language];
  const inWords = nameOfFigure(language);
  const columns = [
    { name: 'own', statistics: own },
    { name: 'all', statistics: totals },
  ];
  const rows = rowsOf(columns).map(({ name, values }) => [
    inWords(name),
    ...values.map((value) => (value === undefined ? hidden : String(value))),
  ]);
  const lines = rows.map(([name, mine, total]) => `${name}: ${mine} (${all}: ${total})`);
  const th = '<th align="left" scope="col" style="padding:4px 12px 4px 0">';
  const body = rows.map(
    (row) =>
      `<tr>${row.map((value) => `<td style="padding:4px 12px 4px 0">${escapeMarkup(value)}</td>`).join('')}</tr>`,
  );
  const table = `<table><caption>${month}</caption><thead><tr>${[figure, ownName, all].map((one) => `${th}${one}</th>`).join('')}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody></table>\n`;
  return {
    text: `${text}\n${month}\n\n${lines.join('\n')}\n`,
    html: html.replace('</body>', () => `${table}</body>`),
    file: { name: `statistics-${month}.csv`, type: 'text/csv; charset=utf-8', text: csvOf(month, columns, inWords) },
  };
}
