import { compare, type Row } from './compare.js';
import { keepResult } from './results.js';

/** What was worse than before, in all tables so far. */
const worse: string[] = [];

/**
 * Tells one table of a benchmark: as a table with its title, or each row as a line of JSON with the table's name. Each figure has beside it how
 * many times as large it is as in the last run on this machine, with `!` where it is worse than noise allows. The rows are kept for the next run.
 */
export function report(json: boolean, table: string, title: string, rows: readonly Row[]): void {
  const compared = rows.map((row) => ({ row, beside: compare(row, keepResult(table, row)) }));
  for (const { row, beside } of compared)
    for (const [column, { times, worse: isWorse }] of beside)
      if (isWorse) worse.push(`${table}: ${Object.values(row)[0]}: ${column}: ${row[column]} (${ratio(times)})`);
  if (json) {
    for (const { row, beside } of compared) {
      const times = Object.fromEntries([...beside].map(([column, one]) => [column, Number(one.times.toFixed(3))]));
      const marked = [...beside].flatMap(([column, one]) => (one.worse ? [column] : []));
      console.log(JSON.stringify({ table, ...row, 'times the last': times, 'worse than noise': marked }));
    }
    return;
  }
  const columns = Object.keys(rows[0] ?? {});
  const cells = compared.map(({ row, beside }) =>
    columns.map((column) => {
      const one = beside.get(column);
      return `${row[column] ?? ''}${one ? ` ${ratio(one.times)}${one.worse ? '!' : ''}` : ''}`;
    }),
  );
  const lines = [columns, ...cells];
  const widths = columns.map((_, index) => Math.max(...lines.map((row) => row[index]?.length ?? 0)));
  const isNumber = columns.map((column) => typeof rows[0]?.[column] === 'number');
  const told = lines.map((row) =>
    row.map((cell, index) => cell[isNumber[index] ? 'padStart' : 'padEnd'](widths[index] ?? 0)).join('  '),
  );
  console.log(`\n${title}\n${told.join('\n')}`);
}

/** What became worse than noise allows since the last run, over all that was reported; nothing where nothing did. */
export const worseThanBefore = (): readonly string[] => worse;

const ratio = (times: number): string => (times.toFixed(2) === '1.00' ? '=' : `×${times.toFixed(2)}`);
