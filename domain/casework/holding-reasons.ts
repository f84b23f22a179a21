/** Why a case is put aside until something is known or mended. */
export const holdingReasons = [
  'automation',
  'document',
  'name_discrepancy',
  'pds_record',
  'confusion_name',
  'confusion_address',
  'duplicate',
  'fraud_document',
  'fraud_likeness',
  'safeguarding',
  'system',
  'unsupported_postcode',
  'unsupported_document',
  'other',
] as const;

export type HoldingReason = (typeof holdingReasons)[number];
