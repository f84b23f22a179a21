import type { Attestation } from '../../../domain/gpg45/attestation.js';

/** What a checker says who met the person and looked at their passport. */
export const attested: Attestation = { document: 'biometric-passport', comparison: 'met', record: false };

/** The same in the desk's form. */
export const attestedFields = { document: attested.document, comparison: attested.comparison };
