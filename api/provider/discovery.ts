import { verifiable } from '../../domain/claims/claim-table.js';
import { checkMethods, documentTypes, recordType, trustFramework } from '../../domain/verified-claims/verification.js';

/** What discovery says beyond the provider's own: verified claims (OpenID Connect for Identity Assurance 1.0, §8), and signing out by frames. */
export const discovery = {
  frontchannel_logout_supported: true,
  frontchannel_logout_session_supported: true,
  claims_parameter_supported: true,
  verified_claims_supported: true,
  trust_frameworks_supported: [trustFramework],
  evidence_supported: ['document', 'electronic_record'],
  documents_supported: [...new Set(Object.values(documentTypes))],
  documents_check_methods_supported: [...new Set(checkMethods)],
  electronic_records_supported: [recordType],
  claims_in_verified_claims_supported: [...verifiable],
};
