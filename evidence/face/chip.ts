import type { RgbImage } from '../image/image.js';
import { type Face, middleOf } from './face.js';

const { floor } = Math;

/** Side of the square that dlib's recognition network looks at. */
export const CHIP_SIZE = 150;

/** The margin that dlib leaves around its mean face, as a share of the face (`get_face_chip_details`, padding 0.25). */
const PADDING = 0.25;

/**
 * Where dlib's mean face has eyes, nose and mouth (its face is the unit square, brows to chin), each beside the mesh
 * points whose middle is that place. From dlib's `interpolation.h`; brows and lower lip are left out there too.
 */
const LAYOUT: readonly (readonly [mesh: readonly number[], x: number, y: number])[] = [
  [[33], 0.121737, 0.216423],
  [[160, 159], 0.187122, 0.178758],
  [[158], 0.265825, 0.179852],
  [[133], 0.334606, 0.231733],
  [[153], 0.260918, 0.245099],
  [[144, 145], 0.182743, 0.244077],
  [[362], 0.645647, 0.231733],
  [[385], 0.714428, 0.179852],
  [[387, 386], 0.793132, 0.178758],
  [[263], 0.858516, 0.216423],
  [[373, 374], 0.79751, 0.244077],
  [[380], 0.719335, 0.245099],
  [[168], 0.490127, 0.203352],
  [[197], 0.490127, 0.307009],
  [[5], 0.490127, 0.409805],
  [[4], 0.490127, 0.515625],
  [[98], 0.36688, 0.587326],
  [[97], 0.426036, 0.609345],
  [[2], 0.490127, 0.628106],
  [[326], 0.554217, 0.609345],
  [[327], 0.613373, 0.587326],
  [[61], 0.254149, 0.780233],
  [[39], 0.340985, 0.745405],
  [[37], 0.428858, 0.727388],
  [[0], 0.490127, 0.742578],
  [[267], 0.551395, 0.727388],
  [[269], 0.639268, 0.745405],
  [[291], 0.726104, 0.780233],
];

/** x' = a·x − b·y + dx, y' = b·x + a·y + dy. */
interface Similarity {
  a: number;
  b: number;
  dx: number;
  dy: number;
}

/** The turn, scale and shift that best bring `from` onto `to` (least squares, Umeyama 1991 in the plane). */
function fitSimilarity(from: (readonly [number, number])[], to: (readonly [number, number])[]): Similarity {
  const mean = (points: (readonly [number, number])[], axis: 0 | 1): number =>
    points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [fromX, fromY, toX, toY] = [mean(from, 0), mean(from, 1), mean(to, 0), mean(to, 1)];
  let along = 0;
  let across = 0;
  let spread = 0;
  from.forEach(([x, y], index) => {
    const [u, v] = [x - fromX, y - fromY];
    const [s, t] = [(to[index]?.[0] ?? 0) - toX, (to[index]?.[1] ?? 0) - toY];
    along += u * s + v * t;
    across += u * t - v * s;
    spread += u * u + v * v;
  });
  const a = along / spread;
  const b = across / spread;
  return { a, b, dx: toX - a * fromX + b * fromY, dy: toY - b * fromX - a * fromY };
}

const PLACES = LAYOUT.map(([, x, y]): [number, number] => [
  ((PADDING + x) / (2 * PADDING + 1)) * CHIP_SIZE,
  ((PADDING + y) / (2 * PADDING + 1)) * CHIP_SIZE,
]);

const pointsOf = ({ mesh }: Face): (readonly [number, number])[] => LAYOUT.map(([indices]) => middleOf(mesh, indices));

/** How far eyes, nose and mouth lie from where a frontal face has them: root mean square, in pixels of the chip. */
export function layoutError(face: Face): number {
  const points = pointsOf(face);
  const { a, b, dx, dy } = fitSimilarity(PLACES, points);
  const squares = PLACES.map(([x, y], at) => {
    const [u = 0, v = 0] = points[at] ?? [];
    return (a * x - b * y + dx - u) ** 2 + (b * x + a * y + dy - v) ** 2;
  });
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length) / Math.hypot(a, b);
}

/**
 * Cuts the face out upright, 150 × 150 pixels, eyes, nose and mouth where dlib's network expects them. Where the picture
 * must be made smaller, several samples are averaged per pixel. Outside the picture is black, as in dlib.
 */
export function alignedChip(image: RgbImage, face: Face): RgbImage {
  const { a, b, dx, dy } = fitSimilarity(PLACES, pointsOf(face));
  const samples = Math.min(8, Math.max(1, Math.round(Math.hypot(a, b))));
  const data = new Uint8Array(CHIP_SIZE * CHIP_SIZE * 3);
  const sum = new Float32Array(3);
  for (let y = 0, to = 0; y < CHIP_SIZE; y++) {
    for (let x = 0; x < CHIP_SIZE; x++) {
      sum.fill(0);
      for (let sample = 0; sample < samples * samples; sample++) {
        const u = x + ((sample % samples) + 0.5) / samples;
        const v = y + (floor(sample / samples) + 0.5) / samples;
        addPixel(image, a * u - b * v + dx - 0.5, b * u + a * v + dy - 0.5, sum);
      }
      for (const value of sum) data[to++] = Math.round(value / (samples * samples));
    }
  }
  return { width: CHIP_SIZE, height: CHIP_SIZE, data };
}

/** Adds the colour at a place between pixel centres (bilinear) to `sum`. */
function addPixel({ width, height, data }: RgbImage, x: number, y: number, sum: Float32Array): void {
  const left = floor(x);
  const top = floor(y);
  for (let corner = 0; corner < 4; corner++) {
    const column = left + (corner & 1);
    const row = top + (corner >> 1);
    if (column < 0 || row < 0 || column >= width || row >= height) continue;
    const weight = (corner & 1 ? x - left : 1 - x + left) * (corner >> 1 ? y - top : 1 - y + top);
    const at = (row * width + column) * 3;
    for (let channel = 0; channel < 3; channel++) {
      sum[channel] = (sum[channel] ?? 0) + weight * (data[at + channel] ?? 0);
    }
  }
}
