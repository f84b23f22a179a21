import type { Step } from '../journey/steps.js';

/**
 * The way through, place by place: a step is left when its journey comes to a place further on. Steps of one place stand for each other, or
 * go to and fro. Steps that are here nowhere end a journey without success: who comes to them has got no further.
 */
const places: readonly (readonly Step[])[] = [
  ['email'],
  ['password'],
  ['email-code'],
  ['already-registered', 'new-password', 'resume-password', 'create-account'],
  ['mobile', 'second-way', 'landline', 'address'],
  ['mobile-code', 'landline-code', 'letter-code', 'new-app', 'new-passkey'],
  ['app-code', 'sms-code', 'voice-code', 'passkey', 'recovery-code', 'letter', 'sign-in'],
  ['whom', 'for-whom', 'terms-changed'],
  [
    'details',
    'details-checking',
    'details-no-match',
    'details-many-matches',
    'details-restricted',
    'details-invalidated',
    'details-differ',
    'details-limit',
    'details-unavailable',
    'details-duplicate',
  ],
  ['document', 'document-checking', 'document-attempts'],
  ['face-consent'],
  ['face', 'face-checking', 'face-attempts'],
  ['in-review'],
  ['verified', 'return'],
  ['consent', 'linkage'],
];

/** The steps of the way in their order, without those that end it. */
export const stepsInOrder: readonly Step[] = places.flat();

const placeOf = new Map(places.flatMap((some, place) => some.map((step) => [step, place] as const)));

/** Whether `later` lies beyond `earlier`. */
export function isBeyond(later: Step, earlier: Step): boolean {
  const place = placeOf.get(later);
  return place !== undefined && place > (placeOf.get(earlier) ?? Number.POSITIVE_INFINITY);
}
