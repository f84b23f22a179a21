import { describe, expect, test } from '@jest/globals';
import { expressions, guide, panels, rules, runbooks } from './support/product/monitoring.js';
import { readPromQl } from './support/product/promql.js';

const alerts = rules.filter(({ alert }) => alert !== undefined);

describe('Alert rules and dashboard', () => {
  test.each(expressions)('%s is PromQL, and names metrics that are explained', (_where, expression) => {
    const recorded = rules.flatMap(({ record }) => (record ? [record] : []));
    const { selectors, grouped } = readPromQl(expression);
    for (const { name, matchers } of selectors) {
      if (name.startsWith('surety:')) {
        expect(recorded).toContain(name);
        continue;
      }
      const line = guide
        .split('\n')
        .find((row) => row.startsWith(`| \`${name.replace(/_(bucket|count|sum)$/, '')}\` `));
      expect([name, line !== undefined || /^(nodejs|process)_/.test(name)]).toEqual([name, true]);
      const labels = new Set(
        [...(line ?? '').matchAll(/`(\w+)`/g)].map(([, word]) => word).concat('le', 'instance', 'job'),
      );
      for (const { label } of matchers) expect([name, label, labels.has(label)]).toEqual([name, label, true]);
      if (selectors.length === 1)
        for (const label of grouped) expect([name, label, labels.has(label)]).toEqual([name, label, true]);
    }
  });

  test('what is no PromQL is found', () => {
    for (const wrong of ['sum by (a (rate(b[5m]))', 'rate(b[5x])', 'a{b=c}', 'sum('])
      expect(() => readPromQl(wrong)).toThrow(SyntaxError);
  });

  test('each objective burns in long and short windows, and its numbers are those of the guide', () => {
    const budgets = alerts.filter(({ alert }) => alert?.endsWith('Budget'));
    expect(budgets).toHaveLength(10);
    for (const { alert = '', expr, labels } of budgets) {
      const windows = [...expr.matchAll(/:(\w+)_bad:ratio_rate(\w+) > ([\d.]+)/g)].map(
        ([, , window, limit]) => [window, Number(limit)] as const,
      );
      const row = guide.split('\n').find((line) => line.includes(`runbooks/${alert}.md`) && line.includes('%'));
      const budget = 1 - Number(/\| ([\d.]+) % \|/.exec(row ?? '')?.[1]) / 100;
      const burns =
        labels?.severity === 'page'
          ? ([
              ['1h', 14.4],
              ['5m', 14.4],
              ['6h', 6],
              ['30m', 6],
            ] as const)
          : ([
              ['1d', 3],
              ['2h', 3],
              ['3d', 1],
              ['6h', 1],
            ] as const);
      expect(windows.map(([window]) => window)).toEqual(burns.map(([window]) => window));
      for (const [index, [, burn]] of burns.entries()) expect(windows[index]?.[1]).toBeCloseTo(burn * budget, 6);
    }
  });

  test('each alert says who is to look and what it is, and has a runbook; each runbook has its alert', () => {
    for (const { alert = '', labels, annotations } of alerts) {
      expect([alert, ['page', 'ticket'].includes(labels?.severity ?? '')]).toEqual([alert, true]);
      expect(annotations?.summary).toBeTruthy();
      expect(annotations?.runbook).toBe(`docs/runbooks/${alert}.md`);
      expect(guide).toContain(`runbooks/${alert}.md`);
    }
    expect([...runbooks.keys()].sort()).toEqual([...new Set(alerts.map(({ alert }) => alert))].sort());
  });

  test.each([...runbooks])(
    'the runbook %s says what it means, what people notice, where to look, what to do and when it is over',
    (name, text) => {
      expect(text.startsWith(`# ${name}\n`)).toBe(true);
      for (const part of ['It means:', 'People notice:', 'See:', 'Do:', 'It is over when:'])
        expect(text).toContain(`**${part}**`);
      for (const [, to = ''] of text.matchAll(/\]\((Surety\w+)\.md\)/g)) expect(runbooks.has(to)).toBe(true);
    },
  );

  test('panels have titles of their own and do not lie upon each other', () => {
    const shown = panels.filter(({ type }) => type !== 'row');
    expect(new Set(shown.map(({ title }) => title)).size).toBe(shown.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)} ${y + Math.floor(cell / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });
});
