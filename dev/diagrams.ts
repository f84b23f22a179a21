import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { type Scope, scopeTable } from '../domain/claims/claims.js';
import {
  type ReasonTelling,
  type ReasonTopic,
  reasons,
  reasonsVersion,
  reasonTable,
} from '../domain/journey/reasons.js';
import { type Step, type StepRow, steps } from '../domain/journey/steps.js';
import { projectRoot } from '../platform/root.js';
import { wordList } from '../ui/words/words.js';
import { apiReference } from './api-reference.js';
import { claimsTable } from './claims-table.js';
import { linkageTable } from './linkage-table.js';
import { basesTable, processingTables } from './processing-tables.js';
import { routesTable } from './routes/table.js';
import { testPeopleTable } from './test-people-table.js';

const rooms = [
  'domain',
  'evidence',
  'platform',
  'store',
  'workflows',
  'activities',
  'worker',
  'ui',
  'api',
  'command',
] as const;

/** Files of a room that are part of the product: no tests. */
function sources(room: string): string[] {
  return readdirSync(join(projectRoot, room), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => posix.join(room, path));
}

/** Which room imports from which, and whether it takes types only. Read from the sources. */
export function roomImports(): { from: string; to: string; typesOnly: boolean }[] {
  const found = new Map<string, boolean>();
  for (const room of rooms) {
    for (const path of sources(room)) {
      const text = readFileSync(join(projectRoot, path), 'utf8');
      for (const [, type, to] of text.matchAll(/^(?:import|export)\s+(type\s)?[^'"`;]*?from\s*'(\.[^']+)'/gm)) {
        const target = posix.join(dirname(path), to ?? '').split('/')[0] ?? '';
        if (target === room || !(rooms as readonly string[]).includes(target)) continue;
        const key = `${room} ${target}`;
        found.set(key, (found.get(key) ?? true) && Boolean(type));
      }
    }
  }
  return [...found]
    .map(([key, typesOnly]) => {
      const [from = '', to = ''] = key.split(' ');
      return { from, to, typesOnly };
    })
    .sort((a, b) => `${a.from}${a.to}`.localeCompare(`${b.from}${b.to}`));
}

/** The house as a Mermaid graph: rooms, and what each imports; dotted where it takes types only. */
export function houseDiagram(): string {
  const arrows = roomImports().map(({ from, to, typesOnly }) => `  ${from} ${typesOnly ? '-.->' : '-->'} ${to}`);
  return ['```mermaid', 'graph TD', ...arrows, '```'].join('\n');
}

/** The steps as a table: page, stage, exits. */
export function stepTable(): string {
  const rows = (Object.entries(steps) as [Step, StepRow][]).map(
    ([step, { family, page, stage, exits }]) =>
      `| ${step} | ${stage} | \`/${family}/…/${page}\` | ${exits.join(', ')} |`,
  );
  return ['| Step | Stage | Page | Ways back |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

const stages = ['sign-in', 'register', 'details', 'document', 'face', 'review', 'end'] as const;

/** With a prefix: `end` alone is a word of Mermaid's own. */
const stageId = (stage: string) => `stage_${stage.replaceAll('-', '_')}`;

/** The way in short as a Mermaid graph: the stages, each with the number of its steps, from the partner and back. */
export function wayDiagram(): string {
  const rows = Object.values(steps) as StepRow[];
  const boxes = stages.map((stage) => {
    const count = rows.filter((row) => row.stage === stage).length;
    return `${stageId(stage)}["${stage}<br>${count} ${count === 1 ? 'step' : 'steps'}"]`;
  });
  return [
    '```mermaid',
    'graph LR',
    `  partner(["the partner’s entry page"]) --> ${boxes.join(' --> ')}`,
    ...stages.map((stage) => `  ${stageId(stage)} -.-> partner`),
    '```',
  ].join('\n');
}

/** The journey as a Mermaid graph: the stages in order with their steps, and the ways back to the partner. */
export function journeyDiagram(): string {
  const stepId = (step: string) => `s_${step.replaceAll('-', '_')}`;
  const all = Object.entries(steps) as [Step, StepRow][];
  const groups = stages.flatMap((stage) => [
    `  subgraph ${stageId(stage)}["${stage}"]`,
    ...all.filter(([, row]) => row.stage === stage).map(([step]) => `    ${stepId(step)}["${step}"]`),
    '  end',
  ]);
  const order = stages.slice(1).map((stage, index) => `  ${stageId(stages[index] ?? '')} --> ${stageId(stage)}`);
  const back = stages.map((stage) => {
    const exits = new Set(all.filter(([, row]) => row.stage === stage).flatMap(([, row]) => row.exits));
    return `  ${stageId(stage)} -. "${[...exits].sort().join(', ')}" .-> partner`;
  });
  return [
    '```mermaid',
    'graph LR',
    '  partner(["the partner’s entry page"]) --> stage_sign_in',
    ...groups,
    ...order,
    ...back,
    '```',
  ].join('\n');
}

/** What each scope releases, and from which level on. */
export function scopesTable(): string {
  const rows = (Object.keys(scopeTable) as Scope[]).map((scope) => {
    const { from, claims } = scopeTable[scope];
    return `| \`${scope}\` | ${from} | ${claims.map((claim) => `\`${claim}\``).join(', ')} |`;
  });
  return ['| Scope | From level | Claims |', '| --- | --- | --- |', ...rows].join('\n');
}

const topics: readonly (readonly [ReasonTopic, string])[] = [
  ['details', 'Details and PDS trace'],
  ['photo', 'Photos'],
  ['document', 'Documents'],
  ['face', 'Face and liveness'],
  ['review', 'Review by a caseworker'],
  ['end', 'Ends'],
];

/** The reasons by topic, with what partners and people read. */
export function reasonsTables(): string {
  const [en, cy] = [wordList('words', 'en'), wordList('words', 'cy')];
  const person: Record<ReasonTelling, (code: string) => string> = {
    advice: (code) => `${en[`reason.${code}`]}<br>${cy[`reason.${code}`]}`,
    page: () => 'A page of its own',
    unsaid: () => 'Nothing of it',
  };
  const rows = (topic: ReasonTopic) =>
    reasons
      .filter((code) => reasonTable[code].about === topic)
      .map((code) => {
        const { since, meaning, person: telling } = reasonTable[code];
        return `| \`${code}\` | ${since} | ${meaning} | ${person[telling](code)} |`;
      });
  return [
    `This is version ${reasonsVersion} of the list.`,
    ...topics.flatMap(([topic, title]) => [
      `\n## ${title}\n`,
      '| Code | Since | Means | The person reads |\n| --- | --- | --- | --- |',
      ...rows(topic),
    ]),
  ].join('\n');
}

/** Documents with parts that are made from the code. */
export const madeDocuments = [
  'README.md',
  'docs/architecture.md',
  'docs/privacy.md',
  'docs/routes.md',
  'docs/toolkit/levels-and-claims.md',
  'docs/toolkit/linkage-keys.md',
  'docs/toolkit/reasons.md',
  'docs/toolkit/testing.md',
  'docs/toolkit/api-reference.md',
] as const;

const makers: Readonly<Record<string, () => string | Promise<string>>> = {
  house: houseDiagram,
  steps: stepTable,
  journey: journeyDiagram,
  way: wayDiagram,
  scopes: scopesTable,
  claims: claimsTable,
  linkage: linkageTable,
  reasons: reasonsTables,
  people: testPeopleTable,
  api: apiReference,
  bases: basesTable,
  processing: processingTables,
  routes: routesTable,
};

/** Fills each `<!-- made: NAME -->…<!-- end -->` part of a document anew. */
export async function withDiagrams(document: string): Promise<string> {
  const part = /<!-- made: (\w+) -->[\s\S]*?<!-- end -->/g;
  const made = new Map<string, string>();
  for (const [, name = ''] of document.matchAll(part)) {
    const content = await makers[name]?.();
    if (content !== undefined) made.set(name, content);
  }
  return document.replace(part, (old, name: string) =>
    made.has(name) ? `<!-- made: ${name} -->\n${made.get(name)}\n<!-- end -->` : old,
  );
}
