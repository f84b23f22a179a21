import { eyeDistanceOf, type MeshPoint } from '../../evidence/face/face.js';
import { humanSettings } from '../../evidence/face/human-settings.js';
import { type Pose, poseOf } from '../../evidence/liveness/pose.js';
import { measureFace } from '../../evidence/photo/face-measures.js';
import { faceFaults } from '../../evidence/photo/face-rules.js';
import { CameraFailure } from './camera.js';
import { rgbOf } from './picture.js';

interface HumanFace {
  box: [number, number, number, number];
  mesh: MeshPoint[];
  rotation: { angle: { yaw: number } } | null;
}

interface Human {
  tf: { getBackend(): string };
  models: { loaded(): string[] };
  load(): Promise<void>;
  detect(input: HTMLCanvasElement): Promise<{ face: HumanFace[]; error: string | null }>;
}

/** What is told of a face that looks at the camera, in this order, by the rules for photos. */
const HINTS = [
  'photo_dark',
  'photo_overexposed',
  'photo_glare',
  'photo_low_contrast',
  'photo_blurred',
  'face_covered',
] as const;
type LightHint = (typeof HINTS)[number];

/** What a picture shows: a pose, or a hint why there is none (neither: the head is between poses); and what would make it better. */
export interface Seen {
  readonly pose?: Pose | undefined;
  readonly hint?: 'no-face' | 'several-faces' | 'too-far' | 'too-near';
  readonly light?: LightHint | undefined;
}

/** The light is looked at in every so many pictures: it does not change in a tenth of a second. */
const LOOK_EVERY = 8;

/** Between the eyes, as a share of the picture's shorter side: a face that shows enough, and one that fits when it turns. */
const NEAR_ENOUGH = 0.085;
const FAR_ENOUGH = 0.3;
/** The server allows a degree or two more than we ask for here. */
const STRICTER = -1;

const settings = humanSettings({ maxDetected: 2, minConfidence: 0.4 });

/**
 * Loads Human with its face detector and mesh (about 2.3 MB compressed).
 * @param models address of the folder they are in, with a slash at its end
 * @throws CameraFailure `unsupported` where WebAssembly cannot be used: any other way is far too slow
 */
export async function loadFaceFinder(models: string): Promise<(picture: HTMLCanvasElement) => Promise<Seen>> {
  let human: Human;
  try {
    const folder = new URL(models, location.href).href;
    const { Human } = (await import(`${folder}human.esm.js`)) as { Human: new (config: object) => Human };
    human = new Human({ ...settings, wasmPath: folder, modelBasePath: folder });
    await human.load();
  } catch (error) {
    throw new CameraFailure('unsupported', error);
  }
  // Human only logs what it cannot load, and falls back to WebGL where the page's policy forbids WebAssembly.
  const loaded = human.models.loaded();
  if (human.tf.getBackend() !== 'wasm' || !loaded.includes('blazeface') || !loaded.includes('facemesh')) {
    throw new CameraFailure('unsupported');
  }
  let pictures = 0;
  let light: LightHint | undefined;
  return async (picture) => {
    const { face, error } = await human.detect(picture);
    if (error) throw new CameraFailure('unsupported', error);
    const seen = whatIsSeen(face, Math.min(picture.width, picture.height));
    const [found] = face;
    // Not while the head turns: no picture of the way may be missed.
    if (seen.pose !== 'centre' || !found) return seen;
    if (pictures++ % LOOK_EVERY === 0) light = lightOn(picture, found);
    return { ...seen, light };
  };
}

function lightOn(picture: HTMLCanvasElement, { box: [x, y, width, height], mesh }: HumanFace): LightHint | undefined {
  // It looks straight at the camera, or we would not ask.
  const straight = { yaw: 0, pitch: 0, roll: 0, score: 1 };
  const face = { ...straight, box: { x, y, width, height }, mesh, eyeDistance: eyeDistanceOf(mesh) };
  const faults = faceFaults(measureFace(rgbOf(picture), face));
  return HINTS.find((hint) => faults.includes(hint));
}

function whatIsSeen(faces: readonly HumanFace[], side: number): Seen {
  const [face, ...others] = faces;
  if (!face?.rotation) return { hint: 'no-face' };
  if (others.length > 0) return { hint: 'several-faces' };
  const yaw = (face.rotation.angle.yaw * 180) / Math.PI;
  // Eyes seem closer together when the head is turned: that is no sign of distance.
  const eyes = eyeDistanceOf(face.mesh) / Math.cos(face.rotation.angle.yaw) / side;
  if (eyes < NEAR_ENOUGH) return { hint: 'too-far' };
  if (eyes > FAR_ENOUGH) return { hint: 'too-near' };
  return { pose: poseOf(yaw, STRICTER) };
}
