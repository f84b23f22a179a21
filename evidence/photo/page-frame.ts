import type { Corners, Point } from '../document/corners/find-corners.js';
import { ANGLES, type Edges, edgesOf, findStraightLines, type Line } from '../document/corners/hough.js';
import type { GreyImage } from '../image/image.js';

const { abs, atan2, ceil, cos, floor, hypot, max, min, PI, round, sin, sqrt } = Math;

/** The page or card in a live picture: found quickly and roughly, whatever its size and tilt. Lengths in shares of the picture's longer side. */
export interface PageFrame {
  /** In pixels of the picture, around, from the upper left. */
  corners: Corners;
  /** Of the picture's area. */
  area: number;
  longSide: number;
  /** The shorter of two opposite sides by the longer one, for the pair that differs more: 1 without perspective. */
  taper: number;
  /** The distance of the nearest corner to the picture's edge; negative outside. */
  margin: number;
}

/** Lines are told apart by two degrees: in larger pictures the edge of a page seen aslant is spread over many. */
const LONG_SIDE = 320;
const LINES = 20;
const MIN_AREA = 0.03;
const MIN_SIDE = 0.55;
const MIN_MEAN = 0.72;
/** Corners between 50° and 130°. */
const MIN_CORNER = sin((50 / 180) * PI);
const MAX_TAPER = 3.5;
/** Opposite sides of a page seen aslant, in radians. */
const MAX_TURN = 0.95;
const SAMPLES = 40;
/** A frame of this share of the picture is the page, whatever is around it. */
export const SURELY_PAGE = 0.35;
const MAX_BUSY = 0.45;
/** Directions of edges are told apart in eighths of a half turn. */
const BINS = 8;

/** The steepness that only one in a hundred pixels exceeds. */
function steepest({ steep }: Edges): number {
  const counts = new Uint32Array(256);
  for (const value of steep) {
    const at = min(255, floor(value));
    counts[at] = (counts[at] as number) + 1;
  }
  let top = 255;
  for (let seen = counts[top] as number; seen < steep.length * 0.01 && top > 0; ) seen += counts[--top] as number;
  return top;
}

/** For every pixel, a bit for each direction of which an edge lies there or beside it. */
function directionsAt({ width, height, steep, angle }: Edges, least: number): Uint16Array {
  const bits = new Uint16Array(width * height);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1, at = y * width + 1; x < width - 1; x++, at++) {
      if ((steep[at] as number) < least) continue;
      const bin = floor(((angle[at] as number) * BINS) / ANGLES) % BINS;
      const bit = (1 << bin) | (1 << ((bin + 1) % BINS)) | (1 << ((bin + BINS - 1) % BINS));
      for (const beside of [at - width, at - 1, at, at + 1, at + width]) bits[beside] = (bits[beside] as number) | bit;
    }
  }
  return bits;
}

function crossing(a: Line, b: Line): Point | undefined {
  const across = sin(b.theta - a.theta);
  if (abs(across) < MIN_CORNER) return undefined;
  return {
    x: (a.rho * sin(b.theta) - b.rho * sin(a.theta)) / across,
    y: (b.rho * cos(a.theta) - a.rho * cos(b.theta)) / across,
  };
}

/** The share of a side that lies on edges of its own direction. */
function support(bits: Uint16Array, width: number, height: number, from: Point, to: Point): number {
  const normal = (atan2(to.x - from.x, from.y - to.y) + PI) / PI;
  const bit = 1 << (floor((normal % 1) * BINS) % BINS);
  let hits = 0;
  for (let step = 0; step < SAMPLES; step++) {
    const along = (step + 0.5) / SAMPLES;
    const x = round(from.x + (to.x - from.x) * along);
    const y = round(from.y + (to.y - from.y) * along);
    if (x >= 0 && y >= 0 && x < width && y < height && (bits[y * width + x] as number) & bit) hits++;
  }
  return hits / SAMPLES;
}

const turnBetween = (a: number, b: number): number => min(abs(a - b) % PI, PI - (abs(a - b) % PI));

/** Pairs of lines that may be opposite sides, perspective allowed. */
function pairsOf(lines: readonly Line[], least: number): [Line, Line][] {
  return lines.flatMap((a, at) =>
    lines.slice(at + 1).flatMap((b): [Line, Line][] => {
      if (turnBetween(a.theta, b.theta) > MAX_TURN) return [];
      const flipped = abs(a.theta - b.theta) > PI / 2;
      return abs(flipped ? a.rho + b.rho : a.rho - b.rho) > least ? [[a, b]] : [];
    }),
  );
}

const side = (a: Point, b: Point): number => hypot(a.x - b.x, a.y - b.y);

function areaOf(corners: readonly Point[]): number {
  let doubled = 0;
  for (let at = 0; at < 4; at++) {
    const [a, b] = [corners[at] as Point, corners[(at + 1) % 4] as Point];
    doubled += a.x * b.y - b.x * a.y;
  }
  return abs(doubled) / 2;
}

function taperOf([a, b, c, d]: readonly number[]): number {
  const ratio = (x = 0, y = 0) => min(x, y) / max(x, y, 1);
  return min(ratio(a, c), ratio(b, d));
}

/** Around, from the upper left. */
function ordered(corners: readonly Point[]): Corners {
  const middle = { x: 0, y: 0 };
  for (const { x, y } of corners) {
    middle.x += x / 4;
    middle.y += y / 4;
  }
  const around = [...corners].sort(
    (a, b) => atan2(a.y - middle.y, a.x - middle.x) - atan2(b.y - middle.y, b.x - middle.x),
  );
  let first = 0;
  for (const [at, { x, y }] of around.entries()) {
    const least = around[first] as Point;
    if (x + y < least.x + least.y) first = at;
  }
  return [0, 1, 2, 3].map((step) => around[(first + step) % 4]) as unknown as Corners;
}

/** A smaller picture of square means; `side` is whole, so that little is lost and all is quick. */
function reduced({ width, height, data }: GreyImage, step: number): GreyImage {
  const small = { width: floor(width / step), height: floor(height / step) };
  const means = new Uint8Array(small.width * small.height);
  for (let y = 0, to = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++, to++) {
      let sum = 0;
      for (let row = 0; row < step; row++) {
        const start = (y * step + row) * width + x * step;
        for (let at = start; at < start + step; at++) sum += data[at] as number;
      }
      means[to] = sum / (step * step);
    }
  }
  return { ...small, data: means };
}

/**
 * Finds the page in a picture of about 640 pixels in a few milliseconds: the largest rectangle in perspective of which all four sides
 * are edges. Undefined where there is none, as where the page fills the picture or reaches over its edge.
 */
export function findPageFrame(image: GreyImage): PageFrame | undefined {
  const step = max(1, ceil(max(image.width, image.height) / LONG_SIDE));
  const grey = reduced(image, step);
  const { width, height } = grey;
  const edges = edgesOf(grey);
  const top = steepest(edges);
  const bits = directionsAt(edges, max(3, 0.1 * top));
  const pairs = pairsOf(findStraightLines(edges, LINES), 0.15 * min(width, height));
  let best: { corners: Point[]; score: number } | undefined;
  for (const [at, [a, b]] of pairs.entries()) {
    for (const [c, d] of pairs.slice(at + 1)) {
      const corners = [crossing(a, c), crossing(a, d), crossing(b, d), crossing(b, c)];
      if (!corners.every((corner) => corner !== undefined && inside(corner, width, height))) continue;
      const quad = corners as Point[];
      const area = areaOf(quad) / (width * height);
      if (area < MIN_AREA || sqrt(area) <= (best?.score ?? 0)) continue;
      const sides = quad.map((corner, index) => side(corner, quad[(index + 1) % 4] as Point));
      if (taperOf(sides) < 1 / MAX_TAPER) continue;
      const supports: number[] = [];
      for (let index = 0; index < 4; index++) {
        supports.push(support(bits, width, height, quad[index] as Point, quad[(index + 1) % 4] as Point));
        if ((supports[index] as number) < MIN_SIDE) break;
      }
      if (supports.length < 4 || min(...supports) < MIN_SIDE) continue;
      const mean = supports.reduce((sum, value) => sum + value, 0) / 4;
      const score = mean ** 2 * sqrt(area);
      if (mean >= MIN_MEAN && score > (best?.score ?? 0)) best = { corners: quad, score };
    }
  }
  const frame = best && frameOf(best.corners, grey, step);
  if (!best || !frame) return undefined;
  // A portrait on a page that fills the picture is framed too, but amid print; a small page lies on something calm.
  const isPart = frame.area < SURELY_PAGE && busyAround(edges, ordered(best.corners), 0.3 * top) > MAX_BUSY;
  return isPart ? undefined : frame;
}

/** How dense steep edges are outside the frame, in comparison with inside. */
function busyAround({ width, height, steep }: Edges, corners: Corners, least: number): number {
  const [a, b, c, d] = corners;
  const within = (from: Point, to: Point, x: number, y: number): boolean =>
    (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x) > 0;
  let insides = 1;
  let busyInside = 1;
  let busy = 0;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const isBusy = (steep[at] as number) > least ? 1 : 0;
      busy += isBusy;
      if (!(within(a, b, x, y) && within(b, c, x, y) && within(c, d, x, y) && within(d, a, x, y))) continue;
      insides++;
      busyInside += isBusy;
    }
  }
  return (busy - busyInside) / (width * height - insides + 1) / (busyInside / insides);
}

function inside({ x, y }: Point, width: number, height: number): boolean {
  const slack = 0.02 * max(width, height);
  return x > -slack && y > -slack && x < width + slack && y < height + slack;
}

function frameOf(found: readonly Point[], { width, height }: GreyImage, step: number): PageFrame {
  const sides = found.map((corner, at) => side(corner, found[(at + 1) % 4] as Point));
  const longest = max(width, height);
  const margins = found.map(({ x, y }) => min(x, y, width - 1 - x, height - 1 - y));
  return {
    corners: ordered(found).map(({ x, y }) => ({ x: (x + 0.5) * step, y: (y + 0.5) * step })) as unknown as Corners,
    area: areaOf(found) / (width * height),
    longSide: max(...sides) / longest,
    taper: taperOf(sides),
    margin: min(...margins) / longest,
  };
}
