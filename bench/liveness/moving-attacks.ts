import { type FilmedFrame, filmedScan } from '../../dev/specimens/head-turn/filmed-scan.js';
import { decodeRgb, encodeJpeg } from '../../dev/specimens/rgb-image.js';
import type { FaceEngine } from '../../evidence/face/engine.js';
import { challengeFor, type LivenessChallenge } from '../../evidence/liveness/challenge.js';
import { frameHash } from '../../evidence/liveness/frame-hash.js';
import { type Look, lookAt } from '../../evidence/liveness/judge-liveness.js';
import { lightOf } from '../../evidence/liveness/light.js';
import { challengeBytes } from './seeds.js';

/** One drawn person, scanned once: what was seen, by how the screen lit them. */
export interface Performance {
  challenge: LivenessChallenge;
  /** Frames answering the challenge in poses, lit by nothing; the rest of each look is of those. */
  dark: readonly Look[];
  /** The same lit by the colours asked for: somebody whom the screen lights, or pictures drawn live for it. */
  lit: readonly Look[];
  /** The same as of an earlier scan that asked for other colours, compressed again. */
  earlier: readonly Look[];
  /** Perceptual hashes of the earlier scan as it was first sent. */
  hashes: readonly Uint8Array[];
}

/**
 * Scans a person drawn from one photo. The costly part, finding faces and their numbers, is done once, on the dark frames; light and hashes are
 * measured in pictures of their own, drawn with the same movements.
 */
export async function perform(
  video: Uint8Array,
  challenge: LivenessChallenge,
  seed: number,
  engine: FaceEngine,
): Promise<Performance> {
  const { colours } = challengeFor(challengeBytes('earlier', seed));
  const dark = await filmedScan(video, challenge, { seed, light: 'dark' });
  const looks = await lookAt(dark, challenge, onceInColour(dark, engine));
  const screen = 0.05 + 0.1 * ((seed * 0.618) % 1);
  const lit = await filmedScan(video, challenge, { seed, screen, only: 'in colour' });
  const other = await filmedScan(video, challenge, { seed, screen, light: colours, only: 'in colour' });
  const once = [...dark.filter(({ colour }) => colour === undefined), ...other];
  const again = await Promise.all(once.map(compressedAgain));
  return {
    challenge,
    dark: looks,
    lit: inLightOf(looks, lit),
    earlier: inLightOf(looks, again),
    hashes: once.map(({ image }) => frameHash(image)),
  };
}

/** Of the frames in the colours, which differ by sway and noise alone, only the first one's face is turned into numbers: the others have the same. */
function onceInColour(frames: readonly FilmedFrame[], engine: FaceEngine): FaceEngine {
  const inColour = frames.filter(({ colour }) => colour !== undefined).map(({ image }) => image as unknown);
  let first: Promise<Float32Array> | undefined;
  return {
    ...engine,
    embed(image, face) {
      if (!inColour.includes(image)) return engine.embed(image, face);
      first ??= engine.embed(image, face);
      return first;
    },
  };
}

async function compressedAgain(frame: FilmedFrame): Promise<FilmedFrame> {
  const jpeg = await encodeJpeg(frame.image, 80);
  return { ...frame, jpeg, image: await decodeRgb(jpeg) };
}

/** The looks with the light and the hash of other pictures of the same moments. */
function inLightOf(looks: readonly Look[], frames: readonly FilmedFrame[]): Look[] {
  const pictures = new Map(frames.map(({ takenAt, image }) => [takenAt, image]));
  return looks.map((look) => {
    const image = pictures.get(look.takenAt);
    return image && look.face ? { ...look, light: lightOf(image, look.face), hash: frameHash(image) } : look;
  });
}

/**
 * Frames of an earlier scan in the order that is asked for now, each said to be what is wanted. Undefined where it does not have them all.
 */
export function rearranged(earlier: readonly Look[], asked: readonly Look[]): Look[] | undefined {
  const taken = new Set<Look>();
  const found = asked.map((wanted) => {
    const alike = earlier.filter(
      ({ pose, moving }) => pose === wanted.pose && Boolean(moving) === Boolean(wanted.moving),
    );
    const one = alike.find((look) => !taken.has(look)) ?? alike[0];
    if (one) taken.add(one);
    return one && { ...one, pose: wanted.pose, takenAt: wanted.takenAt, moving: wanted.moving, colour: wanted.colour };
  });
  return found.every((one) => one !== undefined) ? (found as Look[]) : undefined;
}

/** Somebody turns their own head as asked, and shows the victim's face where it is compared: looking ahead. */
export function swapped(own: readonly Look[], victim: readonly Look[]): Look[] | undefined {
  const theirs = rearranged(victim, own);
  return theirs && own.map((look, index) => (look.pose === 'centre' && !look.moving ? (theirs[index] ?? look) : look));
}
