/** What staff may change in a person's account, each with the number of the incident that it is part of. */
export const staffChanges = ['blocked', 'unblocked', 'mobile-removed'] as const;

export type StaffChange = (typeof staffChanges)[number];

/** Why: codes, since an account's history is no place for stories about people; those are told in the incident. */
export const staffChangeReasons = {
  /** Fraud is suspected; the account was taken by somebody else; the person asked; against the terms; a court or the police. */
  blocked: ['fraud', 'taken_over', 'person_asked', 'misuse', 'legal'],
  /** It should not have been; what was wrong is put right; the person asked for the block, and now for its end. */
  unblocked: ['mistake', 'put_right', 'person_asked'],
  /** Somebody else has the number now; its card was swapped or stolen; the person asked and cannot do it by themselves. */
  'mobile-removed': ['not_theirs', 'card_stolen', 'person_asked'],
} as const satisfies Record<StaffChange, readonly string[]>;

export type StaffChangeReason = (typeof staffChangeReasons)[StaffChange][number];
