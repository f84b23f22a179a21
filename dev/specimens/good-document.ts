import sharp from 'sharp';
import { type Dice, diceFrom } from './mrz/dice.js';
import { kinds, randomDocument } from './mrz/document.js';
import { printedPage } from './mrz/page.js';
import { canPrint, randomPrint } from './mrz/print.js';
import { photograph, type Scene } from './mrz/scene.js';
import type { Subject } from './photo-faults.js';

/** A good photo of a document that does not exist, and where its page is, upright around it. */
export interface GoodDocument {
  photo: Uint8Array;
  page: Subject;
}

/** What people hold before a camera and call good: on any table, by daylight or a lamp, not quite straight, a phone's sharpness. */
function scene(dice: Dice): Scene {
  return {
    pageWidth: dice.between(640, 1100),
    turn: dice.between(-7, 7),
    perspective: dice.between(0, 0.02),
    margin: dice.between(0.02, 0.16),
    on: dice.one(['streaks', 'streaks', 'streaks', 'streaks', 'keys', 'text']),
    bend: dice.chance(0.3) ? dice.between(-0.01, 0.01) : 0,
    shade: dice.between(0, 0.35),
    blur: dice.between(0, 0.0007),
    noise: dice.between(0, 9),
    glare: 0,
    quality: 95,
  };
}

/** The document of a seed under a light of its own: how bright the camera made it, and how warm. The same seed gives the same photo. */
export async function goodDocument(seed: number): Promise<GoodDocument> {
  const dice = diceFrom(seed);
  const document = randomDocument(dice.one(kinds), dice);
  const print = () => randomPrint(dice.chance(0.5) && canPrint('other') ? 'other' : 'regular', dice);
  const seen = scene(dice);
  const picture = await photograph(printedPage(document, randomPrint('regular', dice), print(), dice), seen, dice);
  const [exposure, warmth] = [dice.between(0.65, 1.06), dice.between(-0.1, 0.16)];
  const gains = [exposure * (1 + warmth), exposure, exposure * (1 - warmth)];
  const { data: photo, info } = await sharp(picture)
    .linear(gains, [0, 0, 0])
    .jpeg({ quality: dice.whole(78, 95) })
    .toBuffer({ resolveWithObject: true });
  const border = seen.margin * seen.pageWidth;
  return {
    photo,
    page: { x: border, y: border, width: info.width - 2 * border, height: info.height - 2 * border },
  };
}
