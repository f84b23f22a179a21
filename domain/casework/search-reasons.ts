/** Why somebody looks for a person. */
export const searchReasons = ['person_asked', 'incident', 'partner_asked', 'fraud', 'legal'] as const;
