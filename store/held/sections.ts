/** The sections of what a person is given of all that is held of them, in their order. */
export const sections = [
  'account',
  'former_contacts',
  'proofs',
  'identity',
  'identity_proof',
  'face_template',
  'ways_to_sign_in',
  'changes_of_contact',
  'recoveries',
  'services',
  'notes_of_services',
  'connections_to_surgeries',
  'acting_for_others',
  'looks_after_services',
  'roadmap',
  'sessions',
  'sign_ins',
  'journeys',
  'identity_checks',
  'evidence',
  'messages',
  'messages_to_us',
  'activity',
] as const;

export type Section = (typeof sections)[number];
