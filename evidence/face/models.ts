import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../platform/root.js';

/** How TensorFlow.js describes one array of a weights file; `quantization` when stored as bytes. */
export interface WeightSpec {
  name: string;
  shape: number[];
  dtype: string;
  quantization?: { dtype: string; scale: number; min: number };
}

/** A model as TensorFlow.js's loaders take it. */
export interface ModelArtifacts {
  modelTopology: unknown;
  format: string;
  signature?: unknown;
  weightSpecs: WeightSpec[];
  weightData: ArrayBuffer;
}

interface ManifestGroup {
  paths: string[];
  weights: WeightSpec[];
}

export const packages: string = join(projectRoot, 'node_modules');
const humanModels = join(packages, '@vladmandic/human/models');
const faceApiModels = join(packages, '@vladmandic/face-api/model');

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}

async function readWeights(folder: string, manifest: ManifestGroup[]): Promise<Uint8Array> {
  const files = await Promise.all(manifest.flatMap((group) => group.paths).map((path) => readFile(join(folder, path))));
  return new Uint8Array(Buffer.concat(files));
}

/** Reads a model of the installed `@vladmandic/human` package. `name`: `blazeface` or `facemesh`. */
export async function readHumanModel(name: string): Promise<ModelArtifacts> {
  const model = (await readJson(join(humanModels, `${name}.json`))) as Omit<ModelArtifacts, 'weightSpecs'> & {
    weightsManifest: ManifestGroup[];
  };
  const weights = await readWeights(humanModels, model.weightsManifest);
  return {
    modelTopology: model.modelTopology,
    format: model.format,
    signature: model.signature,
    weightSpecs: model.weightsManifest.flatMap((group) => group.weights),
    weightData: weights.buffer as ArrayBuffer,
  };
}

/** A plain loop: `Float32Array.from` asks an iterator for each of the millions of bytes, which took a second and a half. */
function spread(bytes: Uint8Array, { scale, min }: { scale: number; min: number }): Float32Array {
  const values = new Float32Array(bytes.length);
  for (let at = 0; at < values.length; at++) values[at] = (bytes[at] as number) * scale + min;
  return values;
}

/** Reads the (mostly byte-quantised) weights of dlib's recognition network from the installed `@vladmandic/face-api` package. */
export async function readRecognitionWeights(): Promise<Map<string, { shape: number[]; values: Float32Array }>> {
  const manifest = (await readJson(
    join(faceApiModels, 'face_recognition_model-weights_manifest.json'),
  )) as ManifestGroup[];
  const bytes = await readWeights(faceApiModels, manifest);
  const arrays = new Map<string, { shape: number[]; values: Float32Array }>();
  let offset = 0;
  for (const { name, shape, quantization } of manifest.flatMap((group) => group.weights)) {
    const size = shape.reduce((product, side) => product * side, 1);
    if (quantization && quantization.dtype !== 'uint8') throw new Error(`Unexpected storage of the weights ${name}`);
    const stored = bytes.slice(offset, offset + size * (quantization ? 1 : 4));
    const values = quantization ? spread(stored, quantization) : new Float32Array(stored.buffer);
    arrays.set(name, { shape, values });
    offset += stored.length;
  }
  if (offset !== bytes.length) throw new Error('The recognition weights do not have the size their manifest states');
  return arrays;
}
