import type { PrintReader } from '../../evidence/document/print-reader.js';
import type { FaceEngine } from '../../evidence/face/engine.js';
import type { ImageDecoder } from '../../evidence/image/decoder.js';
import type { MrzReader } from '../../evidence/mrz/read-mrz.js';
import type { Store } from '../../store/database.js';
import { withHeartbeat } from '../heartbeat.js';
import { forcedChecks } from '../sandbox/forced-checks.js';
import type { TestPeople } from '../sandbox/test-people.js';
import { checkDocumentActivity } from './check-document.js';
import { checkFaceActivity } from './check-face.js';
import { withDocumentSignals, withSignals } from './fraud-signals.js';
import { limitPerAccount } from './limit-per-account.js';
import { searchFaces } from './search-faces.js';

export type CheckDeps = {
  store: Store;
  decoder: ImageDecoder;
  faces: FaceEngine;
  mrz: MrzReader;
  print: PrintReader;
  /** In a sandbox only. */
  testPeople?: TestPeople | undefined;
};

/** What a check is given: which case, and the form that names the evidence. */
export type CheckInput = {
  caseId: string;
  accountId: string;
  form: string;
  attempt: number;
  now: number;
  /** A face beside the account's own template, in place of the document's portrait. */
  against?: 'template';
};

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
