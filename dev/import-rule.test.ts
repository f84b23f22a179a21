import { describe, expect, test } from '@jest/globals';
import { checkImports, forbiddenImports } from './import-rule.mjs';

describe('the one-way import rule', () => {
  test('holds in the whole project', () => {
    expect(checkImports()).toEqual([]);
  });

  test.each([
    ['domain/journey/steps.ts', "import { read } from '../../store/verification/cases.js';"],
    ['domain/journey/steps.ts', "import { readFileSync } from 'node:fs';"],
    ['store/verification/cases.ts', "import { page } from '../../ui/layout/page.js';"],
    ['store/deep/cases.ts', "export * from '../../api/server.js';"],
    ['workflows/verification/workflow.ts', "import { trace } from '../../activities/pds.js';"],
    ['workflows/verification/workflow.ts', "import type { Case } from '../../store/cases.js';"],
    ['ui/journey/email/handler.ts', "import { decide } from '../../../workflows/verification/workflow.js';"],
    ['ui/journey/email/handler.ts', "import '../../../activities/send.js';"],
    ['ui/journey/email/handler.ts', "const later = await import('../../../dev/server.js');"],
    ['platform/config.ts', "import { cases } from '../store/verification/cases.js';"],
    ['evidence/mrz.ts', "import { log } from '../platform/log.js';"],
    ['api/server.ts', 'import {\n  start,\n  stop,\n} from "../worker/main.js";'],
    ['activities/send.ts', "import { helper } from '../test/helper.js';"],
  ])('forbids %s: %s', (path, source) => {
    expect(forbiddenImports(path, source)).toHaveLength(1);
  });

  test.each([
    ['domain/journey/steps.ts', "import { levels } from '../levels/levels.js';"],
    ['store/verification/cases.ts', "import { seal } from '../../platform/sealing.js';"],
    ['workflows/verification/workflow.ts', "import type * as activities from '../../activities/pds.js';"],
    ['ui/journey/email/handler.ts', "import { submit } from '../../../workflows/registration/messages.js';"],
    ['api/server.ts', "import { router } from '../ui/router.js';"],
    ['worker/main.ts', "import * as activities from '../activities/index.js';"],
    ['activities/pds.ts', "import sharp from 'sharp';"],
    ['store/verification/cases.test.ts', "import { startMongo } from '../dev/servers/mongo.mjs';"],
    ['domain/journey/steps.ts', "// import { x } from '../store/x.js';\n/* import { x } from '../store/x.js'; */"],
    ['dev/up.ts', "import { loadConfig } from '../platform/config.js';"],
  ])('allows %s: %s', (path, source) => {
    expect(forbiddenImports(path, source)).toEqual([]);
  });
});
