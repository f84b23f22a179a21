import type { RegistrationStep } from '../accounts/registration-state.js';
import type { CaseStep } from '../verification/case-state.js';

/** Steps of proving a second time who one is, after the password. */
export const secondSteps = ['app-code', 'sms-code', 'voice-code', 'passkey', 'recovery-code', 'letter'] as const;

export type SecondStep = (typeof secondSteps)[number];

/** Steps of signing in, before there is a session. */
export type SignInStep = 'email' | 'password' | SecondStep | 'whom' | 'for-whom';

/** Steps of a journey that belong to no registration and no case. */
export type JourneyStep =
  | 'sign-in'
  | 'terms-changed'
  | 'consent'
  | 'linkage'
  | 'return'
  | 'cancelled'
  | 'journey-expired';

/** A registration's `too-young` is told apart from a case's by its own name, since one page knows a session and the other does not. */
export type Step =
  | SignInStep
  | Exclude<RegistrationStep, 'done' | 'ended' | 'too-young'>
  | 'registration-too-young'
  | 'registration-ended'
  | JourneyStep
  | CaseStep;

/** How a step leads back to the partner (see exits.ts for what each answers). */
export type Exit = 'continue-later' | 'cancel' | 'return';

/** Where a step stands in the funnel. */
export type Stage = 'sign-in' | 'register' | 'details' | 'document' | 'face' | 'review' | 'end';

export type StepRow = {
  /** First page of the step, below `/interaction/:uid/` or `/journey/:id/`. */
  page: string;
  family: 'interaction' | 'journey';
  stage: Stage;
  /** Every step has at least one exit: no page is a dead end. */
  exits: readonly [Exit, ...Exit[]];
};

const rowsOf =
  (family: StepRow['family']) =>
  (page: string, stage: Stage, exits: StepRow['exits'] = ['continue-later', 'cancel']): StepRow => ({
    page,
    family,
    stage,
    exits,
  });

const interaction = rowsOf('interaction');
const journey = rowsOf('journey');

/** Each step's page, its place in the funnel and its exits: routes, the crawl test and the diagram in docs are made from this table. */
export const steps: Readonly<Record<Step, StepRow>> = {
  email: interaction('email', 'sign-in', ['cancel']),
  password: interaction('password', 'sign-in', ['cancel']),
  'app-code': interaction('app-code', 'sign-in', ['cancel']),
  'sms-code': interaction('sms-code', 'sign-in', ['cancel']),
  'voice-code': interaction('voice-code', 'sign-in', ['cancel']),
  letter: interaction('letter', 'sign-in', ['continue-later', 'cancel']),
  passkey: interaction('passkey', 'sign-in', ['cancel']),
  'recovery-code': interaction('recovery-code', 'sign-in', ['cancel']),
  whom: interaction('whom', 'sign-in', ['cancel']),
  'for-whom': interaction('for-whom', 'sign-in', ['cancel']),
  'email-code': interaction('email-code', 'register', ['cancel']),
  'already-registered': interaction('already-registered', 'register', ['cancel']),
  'new-password': interaction('new-password', 'register', ['cancel']),
  'resume-password': interaction('resume-password', 'register'),
  'create-account': interaction('create-account', 'register'),
  'too-young': journey('too-young', 'end', ['return']),
  'registration-too-young': interaction('too-young', 'end', ['return']),
  mobile: interaction('mobile', 'register'),
  'mobile-code': interaction('mobile-code', 'register'),
  'second-way': interaction('second-way', 'register'),
  landline: interaction('landline', 'register'),
  'landline-code': interaction('landline-code', 'register'),
  address: interaction('address', 'register'),
  'letter-code': interaction('letter-code', 'register'),
  'new-app': interaction('new-app', 'register'),
  'new-passkey': interaction('new-passkey', 'register'),
  'registration-ended': interaction('ended', 'register', ['return']),
  'sign-in': journey('sign-in', 'sign-in', ['return']),
  'terms-changed': journey('terms-changed', 'sign-in'),
  details: journey('details', 'details'),
  'details-checking': journey('checking', 'details'),
  'details-no-match': journey('no-match', 'details'),
  'details-many-matches': journey('many-matches', 'details'),
  'details-restricted': journey('restricted', 'details'),
  'details-deceased': journey('deceased', 'end', ['return']),
  'details-invalidated': journey('invalidated', 'details'),
  'details-differ': journey('details-differ', 'details'),
  'details-limit': journey('limit-reached', 'details'),
  'details-unavailable': journey('pds-unavailable', 'details'),
  'details-duplicate': journey('duplicate', 'details'),
  document: journey('document', 'document'),
  'document-checking': journey('checking', 'document'),
  'document-attempts': journey('document-attempts', 'document'),
  'face-consent': journey('face-consent', 'face'),
  face: journey('face', 'face'),
  'face-checking': journey('checking', 'face'),
  'face-attempts': journey('face-attempts', 'face'),
  'in-review': journey('in-review', 'review', ['return', 'cancel']),
  // One page for both: a case that is verified has raised the level, and the way back is all there is left.
  verified: journey('return', 'end', ['return']),
  declined: journey('declined', 'end', ['return']),
  expired: journey('expired', 'end', ['return']),
  consent: interaction('consent', 'end', ['continue-later', 'cancel']),
  linkage: interaction('linkage', 'end', ['cancel']),
  return: journey('return', 'end', ['return']),
  cancelled: journey('cancelled', 'end', ['return']),
  'journey-expired': journey('journey-expired', 'end', ['return']),
};
