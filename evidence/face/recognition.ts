import type { RgbImage } from '../image/image.js';
import { CHIP_SIZE } from './chip.js';
import { readRecognitionWeights } from './models.js';
import type { Tensor, Tensors } from './tensors.js';

/** What was taken off each channel when Davis King trained the network. */
const MEAN_RGB = [122.782, 117.001, 104.298];

/** The residual stages in order; `down` halves the picture (and may add channels). */
const STAGES = [
  ...['conv32_1', 'conv32_2', 'conv32_3'].map((name) => ({ name, down: false })),
  { name: 'conv64_down', down: true },
  ...['conv64_1', 'conv64_2', 'conv64_3'].map((name) => ({ name, down: false })),
  { name: 'conv128_down', down: true },
  ...['conv128_1', 'conv128_2'].map((name) => ({ name, down: false })),
  { name: 'conv256_down', down: true },
  ...['conv256_1', 'conv256_2'].map((name) => ({ name, down: false })),
  { name: 'conv256_down_out', down: true },
];

/** dlib's face recognition ResNet: a batch of 150 × 150 chips to 128 numbers each; alike faces lie near one another. */
export type RecognitionNetwork = (chips: readonly RgbImage[]) => Promise<Float32Array[]>;

interface Layer {
  filters: Tensor;
  bias: Tensor;
}

/** In place, by plain loops: there are millions of values, and nobody is served before this is done. */
function scaleChannels(values: Float32Array, factors: Float32Array): Float32Array {
  for (let start = 0; start < values.length; start += factors.length)
    for (let channel = 0; channel < factors.length; channel++)
      values[start + channel] = (values[start + channel] as number) * (factors[channel] as number);
  return values;
}

/** Loads the network's weights into TensorFlow.js; the scale layer after each convolution is folded into it. */
export async function openRecognition(tf: Tensors): Promise<RecognitionNetwork> {
  const weights = await readRecognitionWeights();
  const need = (name: string): { shape: number[]; values: Float32Array } => {
    const found = weights.get(name);
    if (!found) throw new Error(`The recognition weights lack ${name}`);
    return found;
  };
  const layers = new Map<string, Layer>();
  for (const name of [...weights.keys()].filter((key) => key.endsWith('/conv/filters'))) {
    const layer = name.slice(0, -'/conv/filters'.length);
    const { shape, values } = need(name);
    const [bias, scale, shift] = ['conv/bias', 'scale/weights', 'scale/biases'].map((part) => need(`${layer}/${part}`));
    const channels = shape[3] ?? 1;
    const factors = scale?.values ?? new Float32Array(channels).fill(1);
    const offset = (at: number): number => (bias?.values[at] ?? 0) * (factors[at] ?? 1) + (shift?.values[at] ?? 0);
    layers.set(layer, {
      filters: tf.tensor(scaleChannels(values, factors), shape),
      bias: tf.tensor(
        Float32Array.from({ length: channels }, (_, at) => offset(at)),
        [channels],
      ),
    });
  }
  const last = need('fc');
  const projection = tf.tensor(last.values, last.shape);

  function convolve(x: Tensor, name: string, stride: number, pad: 'valid' | 'same'): Tensor {
    const layer = layers.get(name);
    if (!layer) throw new Error(`The recognition network lacks the layer ${name}`);
    return tf.add(tf.conv2d(x, layer.filters, stride, pad), layer.bias);
  }

  function residual(x: Tensor, name: string, down: boolean): Tensor {
    const first = tf.relu(convolve(x, `${name}/conv1`, down ? 2 : 1, down ? 'valid' : 'same'));
    const second = convolve(first, `${name}/conv2`, 1, 'same');
    return tf.relu(down ? addPadded(tf.avgPool(x, 2, 2, 'valid'), second) : tf.add(second, x));
  }

  /** dlib's `add_prev` lets the smaller of two blocks count as filled up with zeros. */
  function addPadded(a: Tensor, b: Tensor): Tensor {
    const fill = (x: Tensor): Tensor => {
      const padding = x.shape.map((side, axis): [number, number] => [
        0,
        Math.max(a.shape[axis] ?? 0, b.shape[axis] ?? 0) - side,
      ]);
      return padding.some(([, after]) => after > 0) ? tf.pad(x, padding) : x;
    };
    return tf.add(fill(a), fill(b));
  }

  return async (chips) => {
    const output = tf.tidy(() => {
      const size = CHIP_SIZE * CHIP_SIZE * 3;
      const values = new Float32Array(chips.length * size);
      chips.forEach((chip, index) => {
        for (let at = 0; at < size; at++) {
          values[index * size + at] = ((chip.data[at] ?? 0) - (MEAN_RGB[at % 3] ?? 0)) / 255;
        }
      });
      const input = tf.tensor(values, [chips.length, CHIP_SIZE, CHIP_SIZE, 3]);
      let x = tf.maxPool(tf.relu(convolve(input, 'conv32_down', 2, 'valid')), 3, 2, 'valid');
      for (const { name, down } of STAGES) x = residual(x, name, down);
      return tf.matMul(tf.mean(x, [1, 2]), projection);
    });
    const numbers = await output.data();
    output.dispose();
    return chips.map((_, index) => Float32Array.from(numbers.subarray(index * 128, (index + 1) * 128)));
  };
}
