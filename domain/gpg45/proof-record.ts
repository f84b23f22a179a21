import type { Explanation } from './explain.js';

/** What an account keeps of the decision that proved it at P9, when the case and its evidence are long erased. */
export type ProofRecord = {
  explanation: Explanation;
  /** Who issued the document (code of ICAO 9303 part 3); absent where no machine could read it. */
  issuer?: string;
};
