import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Face } from '../face/face.js';
import type { RgbImage } from '../image/image.js';
import { COLOURS, type Colour, hueOf, linear, SHOWN } from './colours.js';
import { judgeLight, type LightSample, lightOf } from './light.js';

const colours: Colour[] = ['amber', 'blue', 'green', 'violet', 'blue'];

/** The hue of a face that the screen lights with this strength, before a disturbance of its own in each frame. */
const lit = (by: readonly Colour[], strength: number, disturbed: (place: number) => LightSample = () => [0, 0]) =>
  by.map((colour, place) => {
    const [red, blue] = hueOf(colour);
    const [r, b] = disturbed(place);
    return { colour: place, light: [0.4 + strength * red + r, -0.6 + strength * blue + b] as const };
  });

describe('the light on a face', () => {
  it('follows the colours that were asked for', () => {
    expect(judgeLight(lit(colours, 0.1), colours)).toMatchObject({ verdict: 'follows' });
    const noisy = lit(colours, 0.08, (place) => [place % 2 ? 0.008 : -0.008, place % 3 ? -0.006 : 0.006]);
    expect(judgeLight(noisy, colours).verdict).toBe('follows');
  });

  it('says nothing where the screen changes no more than noise, or where pictures are missing', () => {
    expect(judgeLight(lit(colours, 0), colours)).toEqual({ verdict: 'absent', correlation: 0, change: 0 });
    expect(
      judgeLight(
        lit(colours, 0, (place) => [place % 2 ? 0.006 : 0, 0]),
        colours,
      ).verdict,
    ).toBe('absent');
    expect(judgeLight(lit(colours, 0.1).slice(0, 3), colours).verdict).toBe('absent');
    expect(judgeLight([], colours).verdict).toBe('absent');
    const blind = lit(colours, 0.1).map(({ colour }) => ({ colour, light: undefined }));
    expect(judgeLight(blind, colours).verdict).toBe('absent');
  });

  it('differs when it clearly follows other colours, as in a recording', () => {
    const opposite: Record<Colour, Colour> = { amber: 'blue', blue: 'amber', green: 'violet', violet: 'green' };
    expect(
      judgeLight(
        lit(
          colours.map((colour) => opposite[colour]),
          0.1,
        ),
        colours,
      ).verdict,
    ).toBe('differs');
  });

  it('is seldom taken for what was asked when it follows other colours by chance', () => {
    let [followed, count] = [0, 0];
    const sequence = fc.array(fc.constantFrom(...COLOURS), { minLength: 5, maxLength: 5 });
    for (const [asked, shown] of fc.sample(fc.tuple(sequence, sequence), { numRuns: 2_000, seed: 7 })) {
      if (asked.join() === shown.join()) continue;
      count++;
      if (judgeLight(lit(shown, 0.1), asked).verdict === 'follows') followed++;
    }
    expect(followed / count).toBeLessThan(0.03);
  });
});

describe('the hue of a face in a picture', () => {
  const [width, height] = [320, 240];
  const face = {
    mesh: [
      [110, 60, 0],
      [210, 60, 0],
      [110, 190, 0],
      [210, 190, 0],
    ],
  } as unknown as Face;
  /** A face before a wall, each with its light: bytes of red, green and blue. */
  const picture = (skin: readonly number[], behind: readonly number[]): RgbImage => {
    const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => {
      const x = Math.floor(at / 3) % width;
      return (x >= 100 && x < 220 ? skin : behind)[at % 3] ?? 0;
    });
    return { width, height, data };
  };

  it('is that of the face against what is behind it, so that a lamp or white balance changes nothing', () => {
    const daylight = lightOf(picture([160, 130, 110], [140, 140, 140]), face) as LightSample;
    expect(daylight[0]).toBeCloseTo(Math.log(linear(160) / linear(130)), 5);
    const warm = lightOf(picture([192, 130, 66], [168, 140, 84]), face) as LightSample;
    expect(Math.abs(warm[0] - daylight[0])).toBeLessThan(0.03);
  });

  it('is undefined in the dark and in glare, and does without a wall', () => {
    expect(lightOf(picture([2, 2, 2], [140, 140, 140]), face)).toBeUndefined();
    expect(lightOf(picture([255, 255, 255], [140, 140, 140]), face)).toBeUndefined();
    expect(lightOf(picture([160, 130, 110], [0, 0, 0]), face)?.[0]).toBeCloseTo(Math.log(linear(160) / linear(130)), 5);
  });
});

it('no colour shown is a saturated red, in linear light either', () => {
  for (const colour of COLOURS) {
    const [red = 0, green = 0, blue = 0] = SHOWN[colour].map(linear);
    expect(red / (red + green + blue)).toBeLessThan(0.7);
  }
});
