import { withHeartbeat } from '../heartbeat.js';
import { forcedChecks } from '../sandbox/forced-checks.js';
import { checkDocumentActivity } from './check-document.js';
import { checkFaceActivity } from './check-face.js';
import type { CheckInput } from './check-input.js';
import type { CheckDeps } from './deps.js';
import { withDocumentSignals, withSignals } from './fraud-signals.js';
import { limitPerAccount } from './limit-per-account.js';
import { searchFaces } from './search-faces.js';

/** The CPU-heavy checks of evidence, run in their own process. Each is idempotent: a retry computes the same again. */
export function createCheckActivities(deps: CheckDeps) {
  const { checkDocument } = checkDocumentActivity(deps);
  const { checkFace } = checkFaceActivity(deps);
  const forced = deps.testPeople && forcedChecks(deps.store, deps.testPeople);
  return {
    checkDocument: (input: CheckInput) =>
      withHeartbeat(async () => {
        const checked =
          (await forced?.document(input)) ?? (await withDocumentSignals(deps.store, input, await checkDocument(input)));
        return limitPerAccount(deps.store, 'document', input, checked);
      }),
    checkFace: (input: CheckInput) =>
      withHeartbeat(async () => {
        const checked = (await forced?.face(input)) ?? (await searched(input));
        return limitPerAccount(deps.store, 'face', input, checked);
      }),
  };

  async function searched(input: CheckInput) {
    return withSignals(await checkFace(input), await searchFaces(deps.store, input));
  }
}

export type CheckActivities = ReturnType<typeof createCheckActivities>;
