type Row = Record<string, string | number>;

/** Tells one table of a benchmark: as a table with its title, or each row as a line of JSON with the table's name. */
export function report(json: boolean, table: string, title: string, rows: readonly Row[]): void {
  if (json) {
    for (const row of rows) console.log(JSON.stringify({ table, ...row }));
    return;
  }
  const columns = Object.keys(rows[0] ?? {});
  const cells = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)));
  const isNumber = columns.map((column) => typeof rows[0]?.[column] === 'number');
  const lines = cells.map((row) =>
    row.map((cell, index) => cell[isNumber[index] ? 'padStart' : 'padEnd'](widths[index] ?? 0)).join('  '),
  );
  console.log(`\n${title}\n${lines.join('\n')}`);
}
