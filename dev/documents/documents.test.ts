import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { reasons } from '../../domain/journey/reasons.js';
import { verificationStates } from '../../domain/partners/verification-status.js';
import { registry } from '../../platform/metrics/metrics.js';
import { projectRoot } from '../../platform/root.js';
import { settings } from '../../platform/settings/settings.js';
import '../../api/admission/admission.js';
import '../../api/admission/waiting-room.js';
import '../../api/provider/events.js';
import '../../activities/linkage/activities.js';
import '../../activities/logout/activities.js';
import '../../activities/messages/activities.js';
import '../../activities/webhooks/activities.js';
import '../../store/connection/command-count.js';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');

/** What stands in code marks in the first column of a document's tables. */
const firstColumns = (document: string) =>
  [...document.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''),
  );

describe('The documents', () => {
  test('tell partners every reason and state, and none that does not exist', () => {
    expect(firstColumns(read('docs/toolkit/reasons.md')).sort()).toEqual([...reasons].sort());
    const named = firstColumns(read('docs/toolkit/verification-api.md'));
    for (const state of verificationStates) expect(named).toContain(state);
  });

  test('tell operators every setting and every metric, and none that does not exist', async () => {
    const named = firstColumns(read('docs/operators.md'));
    const known = Object.keys(settings.shape);
    for (const name of known) expect(named).toContain(name);
    expect(named.filter((name) => /^[A-Z][A-Z_]+$/.test(name) && !known.includes(name))).toEqual([]);
    const metrics = (await registry.getMetricsAsJSON()).map(({ name }) => name);
    // The other way round is seen in the running processes (test/journeys/walks/metrics.ts).
    expect(firstColumns(read('docs/monitoring.md'))).toEqual(expect.arrayContaining(metrics));
  });
});
