import { beforeAll, describe, expect, test } from '@jest/globals';
import { eventKinds } from '../../../domain/insight/journey-event.js';
import { steps } from '../../../domain/journey/steps.js';
import { expressions, guide } from '../../support/product/monitoring.js';
import { readPromQl, type Selector } from '../../support/product/promql.js';
import { product } from './place.js';

type Series = { name: string; labels: Record<string, string> };

/** What Temporal tells only once it has happened: named as its reference has it. */
const afterFailures = ['temporal_workflow_task_execution_failed_total', 'temporal_activity_execution_failed_total'];

/** What these are depends on what goes wrong, or on which walks were made. */
const mayComeLater = ['status', 'outcome', 'failure_reason', 'kind', 'step'];

/** All that some of them can be. */
const known: Record<string, readonly string[]> = { kind: [...eventKinds, 'read', 'write'], step: Object.keys(steps) };

const series: Series[] = [];
const families = new Map<string, Set<string>>();
const familyOf = (name: string) => (families.has(name) ? name : name.replace(/_(bucket|sum|count)$/, ''));

/** What is missing for a selector to find something, now or once something goes wrong. */
function missing({ name, matchers }: Selector): string | undefined {
  if (!families.has(familyOf(name))) return afterFailures.includes(name) ? undefined : 'no such metric';
  const of = series.filter((one) => one.name === name);
  if (of.length === 0) return matchers.length > 0 ? 'no series yet' : undefined;
  const unknown = matchers.find(({ label }) => !of.some(({ labels }) => label in labels));
  if (unknown) return `no label ${unknown.label}`;
  const impossible = matchers.find(({ label, fits }) => known[label] && !known[label].some(fits));
  if (impossible) return `no ${impossible.label} like this`;
  const expected = matchers.filter(({ label }) => !mayComeLater.includes(label));
  const found = of.some(({ labels }) => expected.every(({ label, fits }) => fits(labels[label] ?? '')));
  return found ? undefined : `nothing with ${expected.map(({ label }) => label)}`;
}

describe('What the processes tell after all these walks', () => {
  beforeAll(async () => {
    for (const [process, url] of Object.entries(product.metricsUrls)) {
      for (const line of (await (await fetch(url)).text()).split('\n')) {
        const [, family] = /^# TYPE (\w+)/.exec(line) ?? [];
        if (family) families.set(family, (families.get(family) ?? new Set()).add(process));
        const [, name, labels = ''] = /^(\w+)(?:\{(.*)\})? \S+$/.exec(line) ?? [];
        const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, value]) => [label, value]);
        if (name) series.push({ name, labels: Object.fromEntries(pairs) });
      }
    }
  });

  test('has all that alerts and the dashboard look for', () => {
    const wrong = expressions.flatMap(([where, expression]) =>
      readPromQl(expression)
        .selectors.filter(({ name }) => !name.startsWith('surety:'))
        .flatMap((selector) => missing(selector) ?? [])
        .map((what) => `${where}: ${what} (${expression})`),
    );
    expect(wrong).toEqual([]);
  });

  test('is what the guide explains: each of Surety’s metrics, by its processes and labels', () => {
    const rows = [...guide.matchAll(/^\| `(\w+)` \|([^|]*)\|([^|]*)\|/gm)];
    const own = [...families.keys()].filter((name) => name.startsWith('surety_'));
    const explained = rows.map(([, name = '']) => name);
    expect(own.sort()).toEqual(explained.filter((name) => name.startsWith('surety_')).sort());
    for (const [, name = '', processes = '', labels = ''] of rows) {
      const of = series.filter((one) => familyOf(one.name) === name);
      const told = [...new Set(of.flatMap((one) => Object.keys(one.labels)))];
      const unsaid = told.filter((label) => label !== 'le' && !labels.includes(`\`${label}\``));
      if (name.startsWith('surety_')) expect([name, unsaid]).toEqual([name, []]);
      const by = processes.trim() === 'all' ? ['api', 'worker', 'checks'] : processes.trim().split(', ');
      const silent = by.filter((process) => !families.get(name)?.has(process));
      if (!afterFailures.includes(name)) expect([name, silent]).toEqual([name, []]);
    }
  });
});
