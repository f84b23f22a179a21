import type { Reason } from '../../../domain/journey/reasons.js';
import type { Details, Identity } from '../../../domain/person/identity.js';
import type { CheckResult } from '../../../domain/verification/check-results.js';
import type { DocumentFields } from '../../../evidence/document/document-fields.js';
import type { LivenessVerdict } from '../../../evidence/liveness/judge-liveness.js';
import type { MrzReading } from '../../../evidence/mrz/read-mrz.js';

/** What the document check leaves sealed under `document-reading`. */
export type DocumentFact = {
  /** The machine-readable zone, where there is one. */
  reading?: Omit<MrzReading, 'quad' | 'mean'>;
  /** From the zone, or from a licence's print. */
  fields?: DocumentFields;
  reasons?: Reason[];
};

/** What the face check leaves sealed under `face-result`. */
export type FaceFact = {
  /** Euclidean distance of the two faces (evidence/face/match.ts); absent where one of them was not found. */
  distance?: number;
  version?: string;
  verdict?: CheckResult['verdict'];
  liveness?: Omit<LivenessVerdict, 'embedding'>;
  source?: 'live' | 'upload';
  reasons?: Reason[];
};

/** Everything known of the person in a case. Any of it may be missing: the person has not come so far, or it was erased. */
export type CaseFacts = {
  details?: Details | undefined;
  pds?: Identity | undefined;
  document?: DocumentFact | undefined;
  face?: FaceFact | undefined;
};
