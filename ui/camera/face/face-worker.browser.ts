import { eyeDistanceOf } from '../../../evidence/face/face.js';
import { humanSettings } from '../../../evidence/face/human-settings.js';
import { measureFace } from '../../../evidence/photo/face-measures.js';
import { faceFaults } from '../../../evidence/photo/face-rules.js';
import { rgbOf } from '../rgb.js';
import type { Answer, Asked } from './face-finder.js';
import { type HumanFace, LIGHT_HINTS, type LightHint, type Seen, whatIsSeen } from './seen.js';

// Looks for faces beside the page: there the camera goes on, and so does the person, while a slow device takes a second for a picture.

interface Tensor {
  dispose(): void;
}

interface Human {
  tf: { getBackend(): string; tensor(values: Int32Array, shape: number[], type: 'int32'): Tensor };
  models: { loaded(): string[] };
  load(): Promise<void>;
  detect(input: Tensor): Promise<{ face: HumanFace[]; error: string | null }>;
}

/** The light is looked at so often, in milliseconds: it does not change in a tenth of a second. */
const LIGHT_EVERY = 700;

// Safari before 16.4 has none in workers. Human asks for one to see what it could draw with; our pictures come as numbers and need none.
if (!('OffscreenCanvas' in self)) {
  Object.assign(self, {
    OffscreenCanvas: class {
      getContext(): null {
        return null;
      }
    },
  });
}

const settings = humanSettings({ maxDetected: 2, minConfidence: 0.4 });
const page = self as unknown as { postMessage(answer: Answer): void };
let human: Human | undefined;
let light: LightHint | undefined;
let lightAt = Number.NEGATIVE_INFINITY;

self.onmessage = async ({ data }: MessageEvent<Asked>) => {
  try {
    page.postMessage('models' in data ? await load(data.models) : { seen: await look(data) });
  } catch (error) {
    page.postMessage({ failed: String(error) });
  }
};

async function load(models: string): Promise<Answer> {
  const { Human } = (await import(`${models}human.esm.js`)) as { Human: new (config: object) => Human };
  human = new Human({ ...settings, wasmPath: models, modelBasePath: models });
  await human.load();
  // Human only logs what it cannot load, and falls back to another backend where the policy forbids WebAssembly.
  const loaded = human.models.loaded();
  const complete = human.tf.getBackend() === 'wasm' && loaded.includes('blazeface') && loaded.includes('facemesh');
  return complete ? { ready: true } : { failed: 'models' };
}

async function look(picture: ImageData): Promise<Seen> {
  if (!human) throw new Error('not loaded');
  const image = rgbOf(picture);
  const { width, height } = image;
  const input = human.tf.tensor(new Int32Array(image.data), [1, height, width, 3], 'int32');
  const { face, error } = await human.detect(input);
  input.dispose();
  if (error) throw new Error(error);
  const seen = whatIsSeen(face, Math.min(width, height));
  const [found] = face;
  // Not while the head turns: no picture of the way may be missed.
  if (seen.pose !== 'centre' || !found) return seen;
  if (performance.now() - lightAt > LIGHT_EVERY) {
    light = lightOn(image, found);
    lightAt = performance.now();
  }
  return { ...seen, light };
}

function lightOn(image: ReturnType<typeof rgbOf>, { box: [x, y, width, height], mesh }: HumanFace) {
  // It looks straight at the camera, or we would not ask.
  const straight = { yaw: 0, pitch: 0, roll: 0, score: 1 };
  const face = { ...straight, box: { x, y, width, height }, mesh, eyeDistance: eyeDistanceOf(mesh) };
  const faults = faceFaults(measureFace(image, face));
  return LIGHT_HINTS.find((hint) => faults.includes(hint));
}
