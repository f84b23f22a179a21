import type { RgbImage } from '../../../evidence/image/image.js';
import type { LivenessChallenge } from '../../../evidence/liveness/challenge.js';
import { linear, SHOWN } from '../../../evidence/liveness/colours.js';
import type { JudgedFrame } from '../../../evidence/liveness/judge-liveness.js';
import type { Pose } from '../../../evidence/liveness/pose.js';
import { mjpegFrames } from '../mjpeg.js';
import { randomFrom } from '../random.js';
import { decodeRgb, encodeJpeg } from '../rgb-image.js';
import { sample } from '../warp.js';
import { FRAME } from './level.js';
import { fromTheSide } from './side-light.js';

const { cos, exp, floor, min, max, sin } = Math;

/** How somebody is filmed. */
export interface Filming {
  /** Makes the room, the seat, the sway and the camera's noise. */
  seed: number;
  /** Which colours light the face, by their place; those asked for when left out, `dark` when the screen lights nothing. */
  light?: LivenessChallenge['colours'] | 'dark';
  /** How much light the screen adds to the room's, in linear light: 0.1 at arm's length in a lit room. */
  screen?: number;
  /** A lamp at the side, in whose light a living head turns. Without it the only light is the photo's, which turns with the head. */
  sideLight?: boolean;
  /** A browser that does not show colours: no frame says that it was taken in one. */
  withoutColours?: boolean;
  /** Leaves out the other frames; these are the same as among all. */
  only?: 'in colour';
  /** JPEG quality, and how far a byte of the sensor strays. */
  quality?: number;
  noise?: number;
}

/** A frame with its JPEG. */
export type FilmedFrame = JudgedFrame & { jpeg: Uint8Array };

/** What a frame shows: a pose, or a head on its way to a side or back from it. */
export type View = Pose | 'way-left' | 'way-right';

/** Where the loop of `makeHeadTurn` shows each view: 42 frames a pose, 17 between. */
const SHOWN_AT: Readonly<Record<View, number>> = { centre: 6, 'way-left': 50, left: 64, 'way-right': 168, right: 182 };
/** So many frames of the loop show much the same. */
const AROUND: Readonly<Record<View, number>> = { centre: 30, 'way-left': 3, left: 30, 'way-right': 3, right: 30 };

/** A picture that the face page takes. */
export type Shot = Omit<JudgedFrame, 'image'> & { view: View };

/**
 * A scan as the face page would send it, of the person of a head-turn video, who does what is asked. Seat, room and sway differ from
 * seed to seed.
 * @param video by `makeHeadTurn`
 */
export async function filmedScan(
  video: Uint8Array,
  challenge: LivenessChallenge,
  filming: Filming,
): Promise<FilmedFrame[]> {
  const take = cameraFor(video, filming);
  const frames: FilmedFrame[] = [];
  for (const [number, { view, ...said }] of shotsOf(challenge, !filming.withoutColours).entries()) {
    if (filming.only === 'in colour' && said.colour === undefined) continue;
    const lit = filming.light === 'dark' ? undefined : lightIn(challenge, filming, said.colour);
    const jpeg = await take(view, number, lit);
    frames.push({ ...said, image: await decodeRgb(jpeg), jpeg });
  }
  return frames;
}

/** JPEGs of each view of one person in one room, which the screen lights nowhere: for those who do not know yet what will be asked. */
export async function filmedViews(
  video: Uint8Array,
  seed: number,
  sideLight = false,
): Promise<Record<View, Uint8Array[]>> {
  const take = cameraFor(video, { seed, sideLight });
  let number = 0;
  const views: Record<View, Uint8Array[]> = { centre: [], left: [], right: [], 'way-left': [], 'way-right': [] };
  for (const [view, pictures] of Object.entries(views)) {
    while (pictures.length < (view === 'centre' ? 8 : 4)) pictures.push(await take(view as View, number++));
  }
  return views;
}

/** The pictures that a scan consists of: two of the first pose, one on the way to each other one and one there, one in each colour at last. */
export function shotsOf({ poses, colours }: LivenessChallenge, withColours = true): Shot[] {
  const coloured = withColours && colours.length > 0;
  let at = 400;
  const shots: Shot[] = [];
  const shoot = (shot: Omit<Shot, 'takenAt'>, later: number) => {
    at += later;
    shots.push({ ...shot, takenAt: at });
  };
  poses.forEach((pose, index) => {
    const from = poses[index - 1];
    const side = from === 'right' || pose === 'right' ? 'right' : 'left';
    if (from) shoot({ pose, moving: true, view: `way-${side}` }, 300);
    const last = index === poses.length - 1;
    if (!last || !coloured) shoot({ pose, view: pose }, 400);
    if (index === 0) shoot({ pose, view: pose }, 250);
    if (last && coloured) for (const colour of colours.keys()) shoot({ pose, colour, view: pose }, 720);
  });
  return shots;
}

/** A camera before that person: each picture as JPEG, the same for the same number. @param lit linear light that the screen adds */
function cameraFor(video: Uint8Array, { seed, quality = 90, noise = 3, sideLight = false }: Filming) {
  const loop = mjpegFrames(video);
  const room = roomOf(randomFrom(seed));
  const lamp = glowOf(room.lamp.x, room.lamp.y, 300, 300);
  return async (view: View, number: number, lit?: readonly number[]): Promise<Uint8Array> => {
    const random = randomFrom(seed * 1_000 + number);
    const picture = await decodeRgb(loop[SHOWN_AT[view] + floor(random() * AROUND[view])] as Uint8Array);
    return encodeJpeg(film(picture, room, lamp, random, lit, noise, sideLight), quality);
  };
}

function lightIn(challenge: LivenessChallenge, { light, screen = 0.1 }: Filming, place: number | undefined) {
  const colours = light === undefined || light === 'dark' ? challenge.colours : light;
  const colour = place === undefined ? undefined : colours[place % colours.length];
  return colour && SHOWN[colour].map((byte) => screen * linear(byte));
}

interface Room {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly gain: readonly [number, number, number];
  readonly lamp: { readonly x: number; readonly y: number; readonly strength: number };
}

function roomOf(random: () => number): Room {
  const around = (middle: number, spread: number) => middle + (random() * 2 - 1) * spread;
  return {
    x: around(0, 24),
    y: around(0, 14),
    scale: around(1, 0.08),
    gain: [around(1, 0.06), around(1, 0.03), around(1, 0.06)],
    lamp: { x: around(320, 320), y: around(100, 140), strength: around(0.25, 0.2) },
  };
}

/** How much of a light comes to each pixel, 0–1. @param rx how wide it falls, in pixels */
function glowOf(x: number, y: number, rx: number, ry: number): Float32Array {
  const across = Float32Array.from({ length: FRAME.width }, (_, u) => exp(-(((u - x) / rx) ** 2)));
  const down = Float32Array.from({ length: FRAME.height }, (_, v) => exp(-(((v - y) / ry) ** 2)));
  const glow = new Float32Array(FRAME.width * FRAME.height);
  for (let v = 0, at = 0; v < FRAME.height; v++) {
    for (let u = 0; u < FRAME.width; u++) glow[at++] = (across[u] as number) * (down[v] as number);
  }
  return glow;
}

/** The picture as a camera in that room takes it: moved a little, unevenly lit, noisy, and the face in the screen's light. */
function film(
  picture: RgbImage,
  room: Room,
  lamp: Float32Array,
  random: () => number,
  lit: readonly number[] | undefined,
  noise: number,
  sideLight: boolean,
): RgbImage {
  const { width, height } = picture;
  const [shiftX, shiftY] = [room.x + (random() - 0.5) * 6, room.y + (random() - 0.5) * 5];
  const angle = (random() - 0.5) * 0.03;
  const [a, b] = [cos(angle) / room.scale, sin(angle) / room.scale];
  const { strength } = room.lamp;
  const aside = Float32Array.from({ length: width }, (_, x) => (sideLight ? fromTheSide(x - 320 - shiftX) : 1));
  const face = lit && glowOf(320 + shiftX, 232 + shiftY, 131, 179);
  const data = new Uint8Array(width * height * 3);
  const colour = new Uint8Array(3);
  for (let y = 0, to = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 3, at++) {
      const dx = x - 320 - shiftX;
      const dy = y - 240 - shiftY;
      const u = min(width - 1, max(0, 320 + a * dx - b * dy));
      const v = min(height - 1, max(0, 240 + b * dx + a * dy));
      sample(picture, u, v, colour, 0);
      const bright = (1 - strength / 2 + strength * (lamp[at] as number)) * (aside[x] as number);
      const grain = (random() + random() - 1) * noise;
      for (let channel = 0; channel < 3; channel++) {
        // Light adds up in linear light: a gain of 1 + s there is one of about 1 + s / 2.2 on bytes.
        const shine = face && lit ? 1 + (lit[channel] as number) * (face[at] as number) * 0.4545 : 1;
        const value = (colour[channel] as number) * (room.gain[channel] as number) * bright * shine + grain;
        data[to + channel] = min(255, max(0, value + (random() - 0.5) * noise));
      }
    }
  }
  return { width, height, data };
}
