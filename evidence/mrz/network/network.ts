import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import { LINE_HEIGHT, type LinePicture } from '../band/cut-line.js';
import { alphabet } from '../text/alphabet.js';

const { exp, log, max } = Math;

/** Log probabilities, frame by frame (4 px each): class 0 is "no character here", class i the alphabet's character i - 1. */
export interface LineScores {
  frames: number;
  logs: Float32Array;
}

export const CLASSES = alphabet.length + 1;

/** The line network (see training/README.md), ready to run in this process by WebAssembly on one thread. */
export interface LineNetwork {
  score(line: LinePicture): Promise<LineScores>;
}

function logSoftmax(scores: Float32Array): Float32Array {
  const logs = new Float32Array(scores.length);
  for (let start = 0; start < scores.length; start += CLASSES) {
    const frame = scores.subarray(start, start + CLASSES);
    const most = max(...frame);
    let sum = 0;
    for (const score of frame) sum += exp(score - most);
    const total = most + log(sum);
    for (let at = 0; at < CLASSES; at++) logs[start + at] = (frame[at] as number) - total;
  }
  return logs;
}

/** Makes the network from its ONNX file. Rejects where the bytes are no such network. */
export async function loadNetwork(weights: Uint8Array): Promise<LineNetwork> {
  env.wasm.numThreads = 1;
  const session = await InferenceSession.create(weights, {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
  });
  return {
    async score({ width, ink }) {
      const { scores } = await session.run({ line: new Tensor('float32', ink, [1, LINE_HEIGHT, width, 1]) });
      const logs = logSoftmax(scores?.data as Float32Array);
      return { frames: logs.length / CLASSES, logs };
    },
  };
}
