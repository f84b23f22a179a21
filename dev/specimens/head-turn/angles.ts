import type { FaceEngine } from '../../../evidence/face/engine.js';
import type { RgbImage } from '../../../evidence/image/image.js';
import { renderTurn } from './render.js';
import type { HeadSurface } from './surface.js';

/** The yaw a turned head is to be seen at: well past the 20° that count as a turn. */
const TURN_YAW = 25;
const STEP = 2;

/** Angles for `renderTurn`, chosen by what the face engine then reports. Left and right are the person's own. */
export interface TurnAngles {
  readonly centre: number;
  readonly left: number;
  readonly right: number;
}

/**
 * Finds the angles at which the engine sees the head straight and turned: a photo is seldom quite frontal, and the engine does not
 * report what was drawn.
 * @throws RangeError when this photo cannot be turned far enough
 */
export async function chooseAngles(engine: FaceEngine, person: RgbImage, surface: HeadSurface): Promise<TurnAngles> {
  const yawAt = async (angle: number) => {
    const [face, ...others] = await engine.find(renderTurn(person, surface, angle));
    return face && others.length === 0 ? face.yaw : Number.NaN;
  };
  const nearCentre = await scan(yawAt, -22, 22);
  const centre = await straight(yawAt, best(nearCentre, 0));
  // The engine's yaw is negative where the head faces the right of the picture, the person's own left.
  const left = best(await scan(yawAt, centre + 8, centre + 46), -TURN_YAW);
  const right = best(await scan(yawAt, centre - 46, centre - 8), TURN_YAW);
  return { centre, left: left.angle, right: right.angle };
}

interface Seen {
  readonly angle: number;
  readonly yaw: number;
}

async function scan(yawAt: (angle: number) => Promise<number>, from: number, to: number): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (let angle = from; angle <= to; angle += STEP) seen.push({ angle, yaw: await yawAt(angle) });
  return seen;
}

/** Where the yaw is as wanted and stays so on both sides: a camera does not show quite the picture that was drawn. */
function best(seen: readonly Seen[], yaw: number): Seen {
  let found: Seen | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i + 1 < seen.length; i++) {
    const off = (at: number) => Math.abs((seen[at] as Seen).yaw - yaw);
    const misfit = off(i) + (off(i - 1) + off(i + 1)) / 2;
    if (misfit < least) {
      least = misfit;
      found = seen[i];
    }
  }
  if (!found || Math.abs(found.yaw - yaw) > 3)
    throw new RangeError('the head in this photo cannot be turned far enough');
  return found;
}

/** Bisects the last step down to a fifth of a degree. */
async function straight(yawAt: (angle: number) => Promise<number>, start: Seen): Promise<number> {
  let { angle, yaw } = start;
  for (let step = STEP / 2; step >= 0.2; step /= 2) {
    const next = angle + Math.sign(yaw) * step;
    const nextYaw = await yawAt(next);
    if (Math.abs(nextYaw) < Math.abs(yaw)) [angle, yaw] = [next, nextYaw];
  }
  return angle;
}
