import type { CheckFacts } from '../../domain/gpg45/scores.js';
import type { Signal } from '../../domain/verification/signals.js';
import type { Store } from '../../store/database.js';
import type { FaceFact } from '../checks/check-face.js';
import { knownDocument, type ReadDocument } from '../checks/known-document.js';

/** What the machine's checks of a case came to, read from the sealed facts. @param matched PDS found one record */
export async function checksOf(
  store: Pick<Store, 'evidence'>,
  caseId: string,
  matched: boolean,
  signals: readonly Signal[],
): Promise<CheckFacts> {
  const [read, face] = await Promise.all([
    store.evidence.fact<ReadDocument>(caseId, 'document-reading'),
    store.evidence.fact<FaceFact>(caseId, 'face-result'),
  ]);
  const document = knownDocument(read);
  const matchedLive = face?.source === 'live' && face.verdict === 'good';
  return {
    record: matched ? 'traced' : undefined,
    document: document?.evidence && { kind: document.evidence, examined: document.sure ? 'machine' : undefined },
    comparison: matchedLive ? 'machine' : undefined,
    signals,
    signalsWeighed: false,
  };
}
