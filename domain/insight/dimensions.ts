import type { Level } from '../levels/levels.js';

/** What a person holds in their hand. `other`: no browser that we know. */
export const deviceClasses = ['phone', 'tablet', 'computer', 'other'] as const;

export type DeviceClass = (typeof deviceClasses)[number];

/** By what figures are told apart. Nothing here is about any one person. */
export type Dimensions = {
  /** The partner's client id. */
  partner: string;
  /** The level that is wanted; of `registered` and `reached` the one that was reached, of `closed` the last. */
  level: Level;
  device: DeviceClass;
  language: 'en' | 'cy';
  /** The version of Surety that answered: the setting RELEASE. */
  release: string;
};

/** Tablets first: an Android tablet says `Android` without `Mobile`, an iPad its name where it does not pose as a Mac. */
const classes: readonly [RegExp, DeviceClass][] = [
  [/iPad|Tablet|Android(?!.*\bMobile\b)/i, 'tablet'],
  [/Mobi|iPhone|iPod/i, 'phone'],
  [/Windows|Mac OS|CrOS|Linux|X11/, 'computer'],
];

/** The class of a browser's device, as far as its `User-Agent` tells. */
export function deviceClass(userAgent = ''): DeviceClass {
  return classes.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'other';
}
