import type { RgbImage } from '../image/image.js';
import { resize } from '../image/resize.js';
import { shrinkWithin } from '../image/shrink.js';
import { crop, type QuarterTurn, rotate } from '../image/transform.js';
import type { FaceEngine } from './engine.js';
import type { Face } from './face.js';
import { look, moved } from './look.js';
import { SURELY_UPRIGHT } from './upright/uprightness.js';

/** The face that a picture is about: cut out, upright, enlarged where it was small. `face` is in this cut picture. */
export interface Portrait {
  image: RgbImage;
  face: Face;
  /** How far the picture had to be turned clockwise. */
  turn: QuarterTurn;
  /** Pixels between the eyes as photographed, before enlarging: below about 22 a match is a matter of luck. */
  eyeDistance: number;
  /** Compare with `faceDistance`. */
  embedding: Float32Array;
  /** How much speaks for this being a face, the right way up: see `Uprightness`. Below 0 nobody should be sure of it. */
  uprightness: number;
}

interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A face seen in a turned copy of the picture; its places are in pixels of that copy at full size. */
interface Sighting {
  turn: QuarterTurn;
  face: Face;
}

/** What is turned and searched: a detector that looks at 512 pixels sees no more in larger ones. */
const SEARCH_LONG_SIDE = 1024;
/** A face whose eyes are nearer than this in what the detector saw is looked at again, cut out: its mesh was coarse. */
const COARSE = 40;
/** Below this many pixels between the eyes enlarging three times makes fewer errors (FNMR 2.3 % to 1.3 % at 32 pixels). */
const SMALL = 32;
const ENLARGE = 3;
/** How much of the picture is cut out around a face, in face widths on each side. */
const ROOM = 0.5;
/** A face lying on its side is found as such: turned first, its mesh is better. */
const MAX_ROLL = 45;
/** A face surer than this counts as seen where parts of a picture are searched. */
const SURE_SCORE = 0.6;

/**
 * Finds the person whom a picture shows, largest face first, whichever way up the picture is: a portrait, a selfie, a photographed
 * document. Faces cut close, small ones (enlarged) and, in parts of the picture, very small ones are found too. Undefined when there is none.
 */
export async function findPortrait(engine: FaceEngine, image: RgbImage): Promise<Portrait | undefined> {
  const small = shrinkWithin(image, SEARCH_LONG_SIDE);
  let best: Portrait | undefined;
  const tried = new Set<QuarterTurn>();
  // Half a turn is what the detector confuses; faces on their side it sees, or it sees none.
  for (const asked of [0, 180, 90, 270] as const) {
    if (tried.has(asked)) continue;
    const seen = await sight(engine, small, image.width / small.width, asked);
    tried.add(asked);
    if (!seen || (seen.turn !== asked && tried.has(seen.turn))) continue;
    tried.add(seen.turn);
    const portrait = await cutOut(engine, image, seen);
    if (portrait && portrait.uprightness > (best?.uprightness ?? Number.NEGATIVE_INFINITY)) best = portrait;
    // Of two ways up one is a face: when neither is, it may lie on its side.
    if (best && (best.uprightness >= SURELY_UPRIGHT || (tried.has(180) && tried.has(0) && best.uprightness >= 0)))
      break;
  }
  return best ?? inParts(engine, image);
}

/** The largest face of the picture turned as asked, or turned further where the face lies on its side. */
async function sight(
  engine: FaceEngine,
  small: RgbImage,
  scale: number,
  turn: QuarterTurn,
): Promise<Sighting | undefined> {
  const face = foremost(await look(engine, rotate(small, turn)));
  if (!face || Math.abs(face.roll) <= MAX_ROLL) return face && { turn, face: moved(face, 0, 0, scale) };
  // Roll counts clockwise: a head leaning to the right is turned back to the left.
  const upright = ((turn + (face.roll > 0 ? 270 : 90)) % 360) as QuarterTurn;
  const again = foremost(await look(engine, rotate(small, upright)));
  return again && Math.abs(again.roll) <= MAX_ROLL ? { turn: upright, face: moved(again, 0, 0, scale) } : undefined;
}

/** A doubtful large face is often a pattern: what is sure counts more than what is large. */
function foremost(faces: readonly Face[]): Face | undefined {
  const weight = ({ eyeDistance, score }: Face): number => eyeDistance * score ** 2;
  return [...faces].sort((a, b) => weight(b) - weight(a))[0];
}

/** Cuts a sighted face out of the picture, turned; looks again where it was seen too coarsely, enlarged where it is small. */
async function cutOut(engine: FaceEngine, image: RgbImage, { turn, face }: Sighting): Promise<Portrait | undefined> {
  const [width, height] = turn % 180 === 0 ? [image.width, image.height] : [image.height, image.width];
  const area = within(widened(face.box, ROOM), width, height);
  const cut = rotate(crop(image, unturned(area, image, turn)), turn);
  const known = { image: cut, face: moved(face, -area.x, -area.y, 1), eyeDistance: face.eyeDistance };
  const seen = face.eyeDistance * Math.min(1, 512 / Math.max(width, height));
  const found = seen < COARSE ? ((await lookedAtAgain(engine, cut, face.eyeDistance)) ?? known) : known;
  const embedding = await engine.embed(found.image, found.face);
  const uprightness = engine.uprightness(found.face, embedding);
  return { ...found, turn, embedding, uprightness };
}

async function lookedAtAgain(engine: FaceEngine, cut: RgbImage, eyeDistance: number) {
  const times = eyeDistance < SMALL ? ENLARGE : 1;
  const image = resize(cut, cut.width * times, cut.height * times);
  const face = foremost((await look(engine, image)).filter(({ roll }) => Math.abs(roll) <= MAX_ROLL));
  return face && { image, face, eyeDistance: face.eyeDistance / times };
}

/** For a document that fills only a part of its photo: overlapping parts, upright and on their side. */
async function inParts(engine: FaceEngine, image: RgbImage): Promise<Portrait | undefined> {
  let best: Portrait | undefined;
  for (const part of halves(image)) {
    const searched = crop(image, part);
    for (const asked of [0, 90] as const) {
      const seen = await sight(engine, searched, 1, asked);
      if (!seen || seen.face.score < (best?.face.score ?? 0)) continue;
      best = await cutOut(engine, searched, seen);
      if (best && best.face.score >= SURE_SCORE && best.uprightness >= SURELY_UPRIGHT) return best;
    }
  }
  return best;
}

/** Where an area of the turned picture lies in the picture as it was. */
function unturned({ x, y, width, height }: Area, image: RgbImage, turn: QuarterTurn): Area {
  if (turn === 90) return { x: y, y: image.height - x - width, width: height, height: width };
  if (turn === 180) return { x: image.width - x - width, y: image.height - y - height, width, height };
  if (turn === 270) return { x: image.width - y - height, y: x, width: height, height: width };
  return { x, y, width, height };
}

function widened({ x, y, width, height }: Area, room: number): Area {
  const more = width * room;
  return { x: x - more, y: y - more, width: width + 2 * more, height: height + 2 * more };
}

/** The part of an area that lies in the picture, in whole pixels. */
function within(area: Area, width: number, height: number): Area {
  const x = Math.min(Math.max(0, Math.floor(area.x)), width - 1);
  const y = Math.min(Math.max(0, Math.floor(area.y)), height - 1);
  const right = Math.max(x + 1, Math.min(width, Math.ceil(area.x + area.width)));
  const bottom = Math.max(y + 1, Math.min(height, Math.ceil(area.y + area.height)));
  return { x, y, width: right - x, height: bottom - y };
}

/** Nine areas of half the picture's sides, each overlapping its neighbours by half. */
function halves({ width, height }: RgbImage): Area[] {
  const steps = [0, 0.25, 0.5];
  return steps.flatMap((down) =>
    steps.map((across) => ({
      x: Math.round(across * width),
      y: Math.round(down * height),
      width: Math.round(width / 2),
      height: Math.round(height / 2),
    })),
  );
}
