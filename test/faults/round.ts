import type { Traveller } from '../../bench/http-person.js';
import { traveller } from '../../bench/people.js';
import { samplePerson } from '../../dev/specimens/people.js';
import { randomFrom } from '../../dev/specimens/random.js';
import { withPassport } from '../support/people/people.js';
import type { Product } from '../support/product/product.js';
import type { Struck } from './begin-fault.js';
import { Checker } from './checker.js';
import type { Fault } from './fault.js';
import { type Kept, whatWasKept } from './kept.js';
import { nothingSeen, type Seen, type Striking, Walker } from './walker.js';

/** The pages of a journey on which something is done, in order; `again` is the sign-in on another device. */
const places = [
  'begin',
  'email',
  'email-code',
  'create-account',
  'mobile-code',
  'details',
  'postcode',
  'check',
  'checking after check',
  'document',
  'document-photo',
  'checking after document-photo',
  'face-consent',
  'face-scan',
  'checking after face-scan',
  'desk sign-in',
  'desk claim',
  'desk confirm',
  'desk decision',
  'again begin',
  'again email',
  'again password',
  'again sms-code',
  'again consent',
] as const;

/** Where a part does something at all: checks where pictures are checked, PDS where somebody is looked for. */
export function placesOf(part: Struck): readonly string[] {
  if (part === 'checks') return places.filter((place) => /document-photo|face-scan/.test(place));
  if (part === 'pds') return places.filter((place) => /^(postcode|check|checking after check)$/.test(place));
  return places;
}

/** `missed`: faults whose page never came. */
export type Round = Seen & Kept & { readonly missed: readonly Fault[] };

/** Somebody whom only a checker can verify: their face comes from a file. */
export async function somebody(product: Product, number: number): Promise<Traveller> {
  const { photo } = await samplePerson(number % 2);
  const who = traveller(product, number);
  return { ...who, ...(await withPassport(who, number % 2)), facePhoto: photo };
}

/**
 * One journey from nothing to P9 through faults: registration, details, passport, face photo, a checker's decision, and a sign-in on
 * another device that brings the claims to the partner. Each fault strikes once, at the first chance on its page.
 */
export async function round(product: Product, who: Traveller, faults: readonly Fault[], seed: number): Promise<Round> {
  const seen = nothingSeen();
  const random = randomFrom(seed);
  const left = [...faults];
  const striking =
    (prefix: string): Striking =>
    (step) => {
      const here = left.filter((fault) => fault.step === `${prefix}${step}`);
      for (const fault of here) left.splice(left.indexOf(fault), 1);
      return here;
    };
  const walker = new Walker(product, who, striking(''), random, seen);
  await walker.walkTo('in-review');
  await new Checker(product, striking(''), seen).passUntil(who.familyName);
  walker.takeAnotherDevice(striking('again '));
  await walker.walkTo('partner');
  const kept = await whatWasKept(product, who);
  return { ...seen, ...kept, missed: left };
}
