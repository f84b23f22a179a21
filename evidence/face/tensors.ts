import type { ModelArtifacts } from './models.js';

/** A TensorFlow.js tensor, as far as it is used here. */
export interface Tensor {
  shape: number[];
  data(): Promise<Float32Array>;
  dispose(): void;
}

type Pad = 'valid' | 'same';

/** The part of TensorFlow.js used here: what `@vladmandic/human` exports as `tf`. */
export interface Tensors {
  tensor(values: Float32Array | Int32Array, shape: number[], dtype?: 'float32' | 'int32'): Tensor;
  tidy<T>(work: () => T): T;
  keep(tensor: Tensor): Tensor;
  add(a: Tensor, b: Tensor): Tensor;
  relu(x: Tensor): Tensor;
  conv2d(x: Tensor, filters: Tensor, stride: number, pad: Pad): Tensor;
  maxPool(x: Tensor, size: number, stride: number, pad: Pad): Tensor;
  avgPool(x: Tensor, size: number, stride: number, pad: Pad): Tensor;
  pad(x: Tensor, padding: [number, number][]): Tensor;
  mean(x: Tensor, axes: number[]): Tensor;
  matMul(a: Tensor, b: Tensor): Tensor;
  memory(): { numTensors: number; numBytes: number };
  getBackend(): string;
  io: {
    registerLoadRouter(router: (url: string | string[]) => { load(): Promise<ModelArtifacts> } | null): void;
  };
}
