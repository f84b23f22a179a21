import { routesTable } from '../routes/table.js';
import { apiReference } from './api-reference.js';
import { claimsTable } from './claims-table.js';
import { houseDiagram } from './house.js';
import { journeyDiagram, stepTable, wayDiagram } from './journey.js';
import { linkageTable } from './linkage-table.js';
import { basesTable, processingTables } from './processing-tables.js';
import { reasonsTables } from './reasons-tables.js';
import { scopesTable } from './scopes-table.js';
import { testPeopleTable } from './test-people-table.js';

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
export async function withMadeParts(document: string): Promise<string> {
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
