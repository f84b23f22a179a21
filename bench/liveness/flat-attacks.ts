import { type FilmedFrame, shotsOf, type View } from '../../dev/specimens/head-turn/filmed-scan.js';
import { decodeRgb, encodeJpeg } from '../../dev/specimens/rgb-image.js';
import type { RgbImage } from '../../evidence/image/image.js';
import type { LivenessChallenge } from '../../evidence/liveness/challenge.js';
import { hold, type Sheet, wall } from './sheet.js';

/** What an attacker has: a picture of the victim from the front, and their own head for what is behind a mask. */
export interface Material {
  victim: RgbImage;
  /** The attacker, by view. */
  own: (view: View) => Promise<RgbImage>;
}

export type FlatAttack = 'flat print' | 'bent print' | 'cut-out mask' | 'screen';
export const FLAT_ATTACKS: readonly FlatAttack[] = ['flat print', 'bent print', 'cut-out mask', 'screen'];

const SIDE: Readonly<Record<View, number>> = { centre: 0, left: 1, right: -1, 'way-left': 0.5, 'way-right': -0.5 };

/**
 * A picture of the victim, held before the camera and turned as is asked, each time at other angles, distances, bends and walls.
 * @param upTo only so many frames are drawn, the others are the first again: mostly the first turn gives it away
 */
export async function flatAttack(
  kind: FlatAttack,
  challenge: LivenessChallenge,
  { victim, own }: Material,
  random: () => number,
  upTo = Number.POSITIVE_INFINITY,
): Promise<FilmedFrame[]> {
  const between = (low: number, high: number) => low + random() * (high - low);
  const reach = kind === 'cut-out mask' ? between(15, 45) : between(20, 65);
  const [nod, roll, width] = [between(-8, 8), between(-6, 6), kind === 'cut-out mask' ? 640 : between(480, 760)];
  const at = [320 + between(-30, 30), 240 + between(-20, 20)] as const;
  const bend = kind === 'bent print' ? between(0.8, 5) : kind === 'cut-out mask' ? between(2, 4.5) : 0;
  const phase = between(0, 9);
  // Towards where the nose should go, or away: whatever deceives the mesh more.
  const way = random() < 0.5 ? 1 : -1;
  const room = wall(random);
  const frames: FilmedFrame[] = [];
  // A picture need not be caught on its way: only a weak sign says so.
  for (const { view, ...said } of shotsOf(challenge).filter(({ moving }) => !moving)) {
    // Held still: the second picture is the first one's. What is not drawn is that one too.
    if (frames.length === 1 || frames.length >= upTo) {
      frames.push({ ...(frames[0] as FilmedFrame), ...said });
      continue;
    }
    const turn = way * SIDE[view] * (reach + between(-4, 4));
    const sheet: Sheet = {
      picture: victim,
      turn,
      nod: nod + between(-1, 1),
      roll,
      bend,
      width,
      at: [at[0] + between(-4, 4), at[1] + between(-3, 3)],
    };
    if (kind === 'screen') {
      // A screen's own light, bluish, with the beat of its pixels against the camera's.
      const beat = between(0.5, 0.7);
      sheet.shine = (value, x, y, channel) =>
        value * (channel === 2 ? 1.15 : 1.03) + 5 * Math.sin(x * beat + y * 0.31 + phase);
    }
    if (kind === 'cut-out mask') {
      const eyes = [-1, 1].map((side) => [side * 0.053, -0.047] as const);
      Object.assign(sheet, {
        at: [320 + 22 * SIDE[view], 232],
        mask: { rx: 0.125, ry: 0.19, eyes: random() < 0.5 ? eyes : [] },
      });
    }
    const image = hold(sheet, kind === 'cut-out mask' ? await own(view) : room);
    const jpeg = await encodeJpeg(image, 90);
    frames.push({ ...said, image: await decodeRgb(jpeg), jpeg });
  }
  return frames;
}
