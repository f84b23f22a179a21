import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '../../../platform/root.js';

type Rule = {
  record?: string;
  alert?: string;
  expr: string;
  for?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
};
type Panel = {
  title: string;
  type: string;
  targets?: { expr: string; legendFormat: string }[];
  gridPos: { x: number; y: number; w: number; h: number };
};

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');

/** The rules and the dashboard that operators are given, and what must be true of them. */
export const rules = (
  parse(read('monitoring/prometheus/alerts.yml')) as { groups: { name: string; rules: Rule[] }[] }
).groups.flatMap((group) => group.rules);
export const panels = (JSON.parse(read('monitoring/grafana/surety.json')) as { panels: Panel[] }).panels;
export const runbooks = new Map(
  readdirSync(join(projectRoot, 'docs/runbooks')).map((file) => [
    file.replace('.md', ''),
    read(`docs/runbooks/${file}`),
  ]),
);
export const guide = read('docs/monitoring.md');

/** Every expression, with where it stands. */
export const expressions: [where: string, expression: string][] = [
  ...rules.map(({ record, alert, expr }): [string, string] => [record ?? alert ?? '', expr]),
  ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }): [string, string] => [title, expr])),
];
