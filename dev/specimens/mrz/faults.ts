import type { Dice } from './dice.js';
import type { PrintKind } from './print.js';
import type { Scene } from './scene.js';

/** One way in which a picture of a document is not perfect. */
export interface Fault {
  print?: PrintKind;
  /** What it changes in a good photo. */
  scene?: (dice: Dice) => Partial<Scene>;
}

/** A photo as a phone takes it when all is well. */
export function goodScene(dice: Dice): Scene {
  return {
    pageWidth: dice.between(800, 1700),
    turn: dice.between(-3, 3),
    perspective: dice.between(0, 0.015),
    margin: dice.between(0.02, 0.2),
    on: 'streaks',
    bend: 0,
    shade: dice.between(0, 0.2),
    blur: dice.between(0, 0.0006),
    noise: dice.between(0, 8),
    glare: 0,
    quality: dice.between(75, 95),
  };
}

/** Everything the reader is measured on; the capitals of the smallest are 7 to 9 px high. */
export const faults: Readonly<Record<string, Fault>> = {
  'good photo': {},
  scan: {
    scene: (dice) => ({
      pageWidth: dice.between(420, 1000),
      turn: dice.between(-1, 1),
      perspective: 0,
      margin: dice.between(0, 0.02),
      shade: 0,
      noise: 3,
      quality: dice.between(45, 95),
    }),
  },
  'small scan': {
    scene: (dice) => ({
      pageWidth: dice.between(300, 460),
      turn: dice.between(-0.6, 0.6),
      perspective: 0,
      margin: dice.between(0, 0.02),
      shade: 0,
      blur: 0,
      noise: 3,
      quality: dice.between(60, 95),
    }),
  },
  blur: { scene: (dice) => ({ blur: dice.between(0.0012, 0.0022) }) },
  noise: { scene: (dice) => ({ noise: dice.between(25, 45) }) },
  perspective: { scene: (dice) => ({ perspective: dice.between(0.03, 0.06) }) },
  'uneven light': { scene: (dice) => ({ shade: dice.between(0.5, 0.75) }) },
  glare: { scene: (dice) => ({ glare: dice.between(0.7, 0.97) }) },
  JPEG: { scene: (dice) => ({ quality: dice.between(15, 25) }) },
  'turned 3°': { scene: (dice) => ({ turn: dice.one([3, -3]) + dice.between(-1, 1) }) },
  'turned 10°': { scene: (dice) => ({ turn: dice.one([10, -10]) + dice.between(-2, 2) }) },
  'turned 90°': { scene: (dice) => ({ turn: dice.one([90, -90]) + dice.between(-4, 4) }) },
  'turned 180°': { scene: (dice) => ({ turn: 180 + dice.between(-4, 4) }) },
  'far away': { scene: (dice) => ({ pageWidth: dice.between(520, 760), margin: dice.between(0.5, 0.9) }) },
  keyboard: { scene: (dice) => ({ on: 'keys', margin: dice.between(0.2, 0.5), turn: dice.between(-20, 20) }) },
  'printed matter': { scene: (dice) => ({ on: 'text', margin: dice.between(0.2, 0.5), turn: dice.between(-20, 20) }) },
  'bent page': { scene: (dice) => ({ bend: dice.one([1, -1]) * dice.between(0.01, 0.03) }) },
  'bold print': { print: 'bold' },
  'faint print': { print: 'faint' },
  'another print': { print: 'other' },
  'bold, small': { print: 'bold', scene: (dice) => ({ pageWidth: dice.between(420, 560) }) },
  'all at once': {
    scene: (dice) => ({
      pageWidth: dice.between(700, 1100),
      turn: dice.between(-8, 8),
      perspective: 0.025,
      shade: 0.4,
      blur: 0.0009,
      noise: 15,
      quality: 35,
    }),
  },
};
