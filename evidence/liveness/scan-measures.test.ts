import { describe, expect, it } from '@jest/globals';
import type { Face } from '../face/face.js';
import { isDoubtful } from './doubt.js';
import type { Look } from './look.js';
import type { Pose } from './pose.js';
import { measureScan, signalsOf } from './scan-measures.js';
import { fitsElapsed, timesAreHuman } from './times.js';

const challenge = { poses: ['centre', 'left', 'centre'], colours: [] } as const;

/** A face at a place, of a size, turned: points enough for the eyes, the brow and the chin. */
function face(yaw: number, { x = 320, y = 200, size = 100 } = {}): Face {
  const mesh = Array.from({ length: 468 }, () => [x, y, 0] as const)
    .with(9, [x, y - size / 4, 0])
    .with(152, [x, y + size, 0]);
  return { mesh, yaw, eyeDistance: size * 0.6 } as unknown as Face;
}

const look = (pose: Pose, yaw: number, more: Partial<Look> = {}): Look => ({
  pose,
  takenAt: 0,
  faces: 1,
  face: face(yaw),
  hash: new Uint8Array(32),
  ...more,
});

const turning = (): Look[] => [
  look('centre', 1),
  look('centre', 0, { change: 2.1 }),
  look('left', -12, { moving: true }),
  look('left', -24),
  look('centre', -9, { moving: true }),
  look('centre', 1),
];

const codesOf = (looks: Look[]) =>
  signalsOf(measureScan(looks, challenge)).map(({ code, strength }) => `${code} ${strength}`);

describe('what a scan shows as a whole', () => {
  it('speaks against nobody who turns their head, but that there were no colours', () => {
    expect(codesOf(turning())).toEqual(['scan_without_colours weak']);
  });

  it('tells a cut to a face elsewhere, or of another size', () => {
    for (const other of [face(-24, { x: 20 }), face(-24, { size: 220 })]) {
      expect(codesOf(turning().with(3, look('left', -24, { face: other })))).toContain('scan_not_continuous strong');
    }
  });

  it('tells turns of which nothing was caught on the way, or something that is not between', () => {
    expect(codesOf(turning().filter(({ moving }) => !moving))).toContain('scan_not_continuous weak');
    expect(codesOf(turning().with(2, look('left', 14, { moving: true })))).toContain('scan_not_continuous weak');
  });

  it('tells a picture that was drawn twice, which no camera does', () => {
    expect(codesOf(turning().with(1, look('centre', 0, { change: 0.02 })))).toContain('scan_warped weak');
  });
});

describe('signs of doubt', () => {
  it('are one strong or two weak ones', () => {
    const weak = { code: 'scan_light_absent', strength: 'weak' } as const;
    expect(isDoubtful([])).toBe(false);
    expect(isDoubtful([weak])).toBe(false);
    expect(isDoubtful([weak, { ...weak, code: 'scan_warped' }])).toBe(true);
    expect(isDoubtful([{ ...weak, strength: 'strong' }])).toBe(true);
  });
});

describe('the times of a scan in colours', () => {
  const frames = [0, 700, 1_400].map((takenAt, colour) => ({ pose: 'centre', takenAt, colour }));

  it('are believed as the page shows them, not faster than a screen fades', () => {
    expect(timesAreHuman(frames)).toBe(true);
    expect(timesAreHuman(frames.map((frame) => ({ ...frame, takenAt: frame.takenAt / 10 })))).toBe(false);
  });

  it('fit between the page and the pictures’ arrival, by the server’s clock', () => {
    expect(fitsElapsed(frames, 9_000)).toBe(true);
    expect(fitsElapsed(frames, 300)).toBe(true);
    expect(fitsElapsed([{ pose: 'centre', takenAt: 8_000 }], 2_000)).toBe(false);
    expect(fitsElapsed(frames, -5)).toBe(false);
    expect(fitsElapsed(frames, Number.NaN)).toBe(false);
  });
});
