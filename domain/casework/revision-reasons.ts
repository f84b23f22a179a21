/** Why a pass is taken back: the person must prove who they are once more. */
export const revisionReasons = [
  'document_false',
  'fraud_reported',
  'record_error',
  'checked_wrongly',
  'assurance',
  'other',
] as const;

export type RevisionReason = (typeof revisionReasons)[number];
