import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { RgbImage } from '../image/image.js';
import { eyeDistanceOf, type Face, type MeshPoint } from './face.js';
import { humanSettings } from './human-settings.js';
import { packages, readHumanModel } from './models.js';
import type { Tensor, Tensors } from './tensors.js';

interface HumanFace {
  boxRaw: [number, number, number, number];
  boxScore: number;
  mesh: [number, number, number][];
  rotation: { angle: { yaw: number; pitch: number; roll: number } } | null;
}

interface Human {
  tf: Tensors;
  models: { loaded(): string[] };
  load(): Promise<void>;
  detect(input: Tensor): Promise<{ face: HumanFace[]; error: string | null }>;
}

/** The detector (BlazeFace) and the 468-point mesh (MediaPipe FaceMesh), and the TensorFlow.js they run on. */
export interface FaceDetector {
  tf: Tensors;
  detect(image: RgbImage): Promise<Face[]>;
}

const SCHEME = 'installed://';
/** Below this the detector sees faces in curtains; the faces of printed portraits come out at 0.55 and more. */
const MIN_SCORE = 0.45;
const MAX_FACES = 10;
const CRASH_EVENTS = ['uncaughtException', 'unhandledRejection'];

const settings = {
  ...humanSettings({ maxDetected: MAX_FACES, minConfidence: MIN_SCORE }),
  wasmPlatformFetch: false,
  modelBasePath: SCHEME,
};

const degrees = (radians: number): number => (radians * 180) / Math.PI;

function toFace({ boxRaw, boxScore, mesh, rotation }: HumanFace, image: RgbImage): Face {
  // Human cuts mesh points down to whole pixels: half a pixel more is nearer to the truth.
  const points = mesh.map(([x, y, z]): MeshPoint => [x + 0.5, y + 0.5, z]);
  return {
    box: {
      x: boxRaw[0] * image.width,
      y: boxRaw[1] * image.height,
      width: boxRaw[2] * image.width,
      height: boxRaw[3] * image.height,
    },
    score: boxScore,
    mesh: points,
    yaw: degrees(rotation?.angle.yaw ?? 0),
    pitch: degrees(rotation?.angle.pitch ?? 0),
    roll: degrees(rotation?.angle.roll ?? 0),
    eyeDistance: eyeDistanceOf(points),
  };
}

/** Loads `@vladmandic/human` with its models from the installed package. Throws when a model or the backend is missing. */
export async function openDetector(): Promise<FaceDetector> {
  // By path: the package's exports map offers Node only the build that needs native TensorFlow.
  const build = join(packages, '@vladmandic/human/dist/human.node-wasm.js');
  const load = createRequire(build);
  const { Human } = load(build) as { Human: new (config: object) => Human };
  const wasmPath = join(dirname(load.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist/');
  const human = new Human({ ...settings, wasmPath });
  human.tf.io.registerLoadRouter((url) => {
    const name = /^installed:\/\/\/?(\w+)\.json$/.exec(String(url))?.[1];
    return name ? { load: () => readHumanModel(name) } : null;
  });
  const before = CRASH_EVENTS.map((event) => process.listeners(event as 'uncaughtException'));
  await human.load();
  // The wasm runtime adds handlers that throw on: how the process meets its errors is not its business.
  CRASH_EVENTS.forEach((event, index) => {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!before[index]?.includes(listener)) process.removeListener(event, listener);
    }
  });
  // Human only logs what it could not load.
  const loaded = human.models.loaded();
  for (const model of ['blazeface', 'facemesh']) {
    if (!loaded.includes(model)) throw new Error(`The face model ${model} could not be loaded`);
  }
  if (human.tf.getBackend() !== 'wasm') throw new Error(`The face models run on ${human.tf.getBackend()}, not on wasm`);

  return {
    tf: human.tf,
    async detect(image) {
      const input = human.tf.tensor(new Int32Array(image.data), [1, image.height, image.width, 3], 'int32');
      try {
        const { face, error } = await human.detect(input);
        if (error) throw new Error('The face models failed', { cause: error });
        return face.filter(({ mesh }) => mesh.length === 468).map((found) => toFace(found, image));
      } finally {
        input.dispose();
      }
    },
  };
}
