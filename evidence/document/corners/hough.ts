import type { GreyImage } from '../../image/image.js';

const { abs, atan2, cos, floor, PI, round, sin, sqrt } = Math;

/** Steepness (0 and up) of brightness at each pixel and its direction in steps of π / `ANGLES`, modulo π. */
export interface Edges {
  width: number;
  height: number;
  steep: Float32Array;
  angle: Uint8Array;
}

/** A straight line x·cos θ + y·sin θ = ρ, and how much edge lies on it. */
export interface Line {
  theta: number;
  rho: number;
  votes: number;
}

/** Directions are told apart in steps of two degrees. */
export const ANGLES = 90;
/** Edges vote for lines of their own direction and so many steps to either side. */
const SPREAD = 2;
/** Edges flatter than this share of the steepest ones do not vote. */
const WEAK = 0.12;

/** Edges by central differences (Scharr's weights). */
export function edgesOf({ width, height, data }: GreyImage): Edges {
  const steep = new Float32Array(width * height);
  const angle = new Uint8Array(width * height);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const px = (one: number) => data[at + one] as number;
      const right = 3 * px(1 - width) + 10 * px(1) + 3 * px(1 + width);
      const left = 3 * px(-1 - width) + 10 * px(-1) + 3 * px(-1 + width);
      const below = 3 * px(width - 1) + 10 * px(width) + 3 * px(width + 1);
      const above = 3 * px(-width - 1) + 10 * px(-width) + 3 * px(1 - width);
      const dx = (right - left) / 16;
      const dy = (below - above) / 16;
      steep[at] = sqrt(dx * dx + dy * dy);
      angle[at] = (round(((atan2(dy, dx) + PI) / PI) * ANGLES) % ANGLES) as number;
    }
  }
  return { width, height, steep, angle };
}

/** The straightest lines of a picture's edges, the strongest first, at most `most`, none beside a stronger one. */
export function findStraightLines({ width, height, steep, angle }: Edges, most: number): Line[] {
  const diagonal = Math.ceil(Math.hypot(width, height));
  const rows = 2 * diagonal + 1;
  const votes = new Float32Array(ANGLES * rows);
  const cosines = Float64Array.from({ length: ANGLES }, (_, step) => cos((step * PI) / ANGLES));
  const sines = Float64Array.from({ length: ANGLES }, (_, step) => sin((step * PI) / ANGLES));
  const sorted = steep.slice().sort();
  const strongest = sorted[floor(sorted.length * 0.99)] ?? 0;
  const least = Math.max(4, WEAK * strongest);
  for (let y = 1, at = width; y < height - 1; y++) {
    for (let x = 0; x < width; x++, at++) {
      const value = steep[at] as number;
      if (value < least) continue;
      // A card's faint edge counts nearly as much as the black frame of a picture on it.
      const weight = Math.min(1, sqrt(value / strongest));
      for (let step = (angle[at] as number) - SPREAD; step <= (angle[at] as number) + SPREAD; step++) {
        const direction = (step + ANGLES) % ANGLES;
        const rho = round(x * (cosines[direction] as number) + y * (sines[direction] as number)) + diagonal;
        const cell = direction * rows + rho;
        votes[cell] = (votes[cell] as number) + weight;
      }
    }
  }
  return strongestCells(votes, rows, diagonal, most);
}

/** Cells with most votes; around each one taken, neighbours are not. */
function strongestCells(votes: Float32Array, rows: number, diagonal: number, most: number): Line[] {
  const order = [...votes.keys()].filter((cell) => (votes[cell] as number) > 12);
  order.sort((a, b) => (votes[b] as number) - (votes[a] as number));
  const lines: (Line & { step: number })[] = [];
  for (const cell of order) {
    const step = floor(cell / rows);
    const rho = (cell % rows) - diagonal;
    const isNear = lines.some((line) => {
      const turn = abs(line.step - step);
      const flipped = turn > ANGLES / 2;
      return Math.min(turn, ANGLES - turn) <= 4 && abs(flipped ? line.rho + rho : line.rho - rho) <= 4;
    });
    if (isNear) continue;
    lines.push({ theta: (step * PI) / ANGLES, rho, votes: votes[cell] as number, step });
    if (lines.length >= most) break;
  }
  return lines;
}
