import type { GreyImage } from '../../image/image.js';
import { scaleTo } from '../../mrz/band/scale.js';
import { ANGLES, type Edges, edgesOf, findStraightLines, type Line } from './hough.js';

const { abs, max, min, PI, round } = Math;

export type Point = { x: number; y: number };

/** Upper left, upper right, lower right, lower left, as the picture lies. */
export type Corners = readonly [Point, Point, Point, Point];

const SEARCH_LONG_SIDE = 320;
const LINES = 24;
/** Opposite edges of a card are parallel but for perspective. */
const MAX_TAPER = 0.35;
/** A card smaller than this share of the picture cannot be read anyway; a portrait on it is mostly smaller. */
const MIN_AREA = 0.18;
/** Longer side to shorter: 1.42 of a passport's page, 1.59 of a card, with room for perspective. */
const ASPECT = [1.2, 1.85] as const;
/** The share of each side that must lie on an edge, and of all four together. */
const MIN_SIDE = 0.5;
const MIN_MEAN = 0.7;
/** The share of a side at either end that a round corner takes. */
const ROUND = 0.05;
/** How far from a straight line found coarsely the edge is looked for, px of the search. */
const REFINE = 5;
/** So many of the likeliest rectangles are settled onto their edges. */
const SETTLED = 16;
/** Paper and table mostly differ by more than this brightness, and their edge is steeper (per px) than a table's grain. */
const CONTRAST = 14;
const STEEPNESS = 10;

const turnBetween = (a: number, b: number): number => {
  const turn = abs(a - b) % PI;
  return min(turn, PI - turn);
};

function crossing(a: Line, b: Line): Point | undefined {
  const determinant = Math.sin(b.theta - a.theta);
  if (abs(determinant) < 0.2) return undefined;
  return {
    x: (a.rho * Math.sin(b.theta) - b.rho * Math.sin(a.theta)) / determinant,
    y: (b.rho * Math.cos(a.theta) - a.rho * Math.cos(b.theta)) / determinant,
  };
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** A side's direction as a step of `ANGLES`, and places along it, away from its corners, which are round on cards. */
function placesAlong(from: Point, to: Point): { x: number; y: number; dx: number; dy: number; normal: number }[] {
  const length = distance(from, to);
  const dx = (to.x - from.x) / length;
  const dy = (to.y - from.y) / length;
  const normal = round(((Math.atan2(dx, -dy) + PI) / PI) * ANGLES) % ANGLES;
  const places = [];
  for (let place = length * ROUND; place <= length * (1 - ROUND); place += 2) {
    places.push({ x: from.x + dx * place, y: from.y + dy * place, dx, dy, normal });
  }
  return places;
}

/** How far across (px, positive to the inside) from a place on a side the strongest edge of its direction lies, within `reach`. */
function edgeAcross(edges: Edges, place: ReturnType<typeof placesAlong>[number], reach: number, least: number) {
  const { width, height, steep, angle } = edges;
  let best: { across: number; steep: number } | undefined;
  for (let across = -reach; across <= reach; across++) {
    const x = round(place.x - place.dy * across);
    const y = round(place.y + place.dx * across);
    if (x < 1 || y < 1 || x >= width - 1 || y >= height - 1) continue;
    const turn = abs((angle[y * width + x] as number) - place.normal);
    const value = steep[y * width + x] as number;
    if (value < least || min(turn, ANGLES - turn) > 7) continue;
    if (!best || value > best.steep) best = { across, steep: value };
  }
  return best?.across;
}

/** The share of a side along which there is an edge of about its direction within `reach` px. */
function support(edges: Edges, from: Point, to: Point, least: number, reach: number): number {
  const places = placesAlong(from, to);
  return places.filter((place) => edgeAcross(edges, place, reach, least) !== undefined).length / max(1, places.length);
}

/** A side moved and turned onto the edge near it: the line through the edge's places, far ones left out once. */
function settled(edges: Edges, from: Point, to: Point, least: number): [Point, Point] {
  const length = distance(from, to);
  let points = placesAlong(from, to).flatMap((place) => {
    const across = edgeAcross(edges, place, REFINE, least);
    const along = (place.x - from.x) * place.dx + (place.y - from.y) * place.dy;
    return across === undefined ? [] : [{ along, across }];
  });
  let line = { offset: 0, slope: 0 };
  for (const reach of [1.5, 0]) {
    if (points.length < 8) break;
    line = fitted(points);
    points = points.filter(({ along, across }) => abs(across - line.offset - line.slope * along) <= reach);
  }
  const dx = (to.x - from.x) / length;
  const dy = (to.y - from.y) / length;
  const moved = (point: Point, across: number) => ({ x: point.x - dy * across, y: point.y + dx * across });
  return [moved(from, line.offset), moved(to, line.offset + line.slope * length)];
}

function fitted(points: readonly { along: number; across: number }[]): { offset: number; slope: number } {
  const mean = (of: (point: { along: number; across: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const along = mean((point) => point.along);
  const across = mean((point) => point.across);
  const spread = mean((point) => (point.along - along) ** 2);
  const slope = spread > 0 ? mean((point) => (point.along - along) * (point.across - across)) / spread : 0;
  return { offset: across - slope * along, slope };
}

/** The corners where the settled sides cross. */
function refined(edges: Edges, corners: Corners, least: number): Corners {
  const sides = corners.map((corner, at) => settled(edges, corner, corners[(at + 1) % 4] as Point, least));
  return corners.map((corner, at) => {
    const [a, b] = sides[(at + 3) % 4] as [Point, Point];
    const [c, d] = sides[at] as [Point, Point];
    const cross = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x);
    if (abs(cross) < 1e-6) return corner;
    const along = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / cross;
    return { x: a.x + (b.x - a.x) * along, y: a.y + (b.y - a.y) * along };
  }) as unknown as Corners;
}

/** How steep the edge on a side is, at its median place. */
function steepnessOf({ width, height, steep }: Edges, from: Point, to: Point): number {
  const values = placesAlong(from, to).map(({ x, y, dx, dy }) => {
    let most = 0;
    for (let across = -1; across <= 1; across++) {
      const column = min(width - 1, max(0, round(x - dy * across)));
      const row = min(height - 1, max(0, round(y + dx * across)));
      most = max(most, steep[row * width + column] as number);
    }
    return most;
  });
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** How much brightness differs inside and outside a side, on average along pieces of it: little along a streak of the table. */
function contrastOf({ width, height, data }: GreyImage, from: Point, to: Point): number {
  const places = placesAlong(from, to);
  const mean = (piece: typeof places, across: number) => {
    let sum = 0;
    for (const place of piece) {
      const x = min(width - 1, max(0, round(place.x - place.dy * across)));
      const y = min(height - 1, max(0, round(place.y + place.dx * across)));
      sum += data[y * width + x] as number;
    }
    return sum / piece.length;
  };
  const size = max(1, Math.floor(places.length / 6));
  let sum = 0;
  let count = 0;
  for (let at = 0; at + size <= places.length; at += size) {
    const piece = places.slice(at, at + size);
    sum += abs((mean(piece, 4) + mean(piece, 6)) / 2 - (mean(piece, -4) + mean(piece, -6)) / 2);
    count++;
  }
  return count ? sum / count : 0;
}

/** The four corners in order around, the upper left first; undefined where they do not form a plausible card. */
function quadOf(
  one: readonly [Line, Line],
  other: readonly [Line, Line],
  { width, height }: Edges,
): Corners | undefined {
  const points = [
    crossing(one[0], other[0]),
    crossing(one[0], other[1]),
    crossing(one[1], other[1]),
    crossing(one[1], other[0]),
  ];
  if (points.some((point) => !point)) return undefined;
  const corners = points as Point[];
  const slack = 0.02 * max(width, height);
  if (corners.some(({ x, y }) => x < -slack || y < -slack || x > width + slack || y > height + slack)) return undefined;
  const sides = corners.map((corner, at) => distance(corner, corners[(at + 1) % 4] as Point));
  const [a = 0, b = 0, c = 0, d = 0] = sides;
  const across = (a + c) / 2;
  const down = (b + d) / 2;
  const aspect = max(across, down) / min(across, down);
  if (aspect < ASPECT[0] || aspect > ASPECT[1]) return undefined;
  if (max(a, c) > 1.5 * min(a, c) || max(b, d) > 1.5 * min(b, d)) return undefined;
  if (areaOf(corners) < MIN_AREA * width * height) return undefined;
  return clockwise(corners);
}

function areaOf(corners: readonly Point[]): number {
  const doubled = corners.reduce((sum, { x, y }, at) => {
    const next = corners[(at + 1) % corners.length] as Point;
    return sum + x * next.y - next.x * y;
  }, 0);
  return abs(doubled) / 2;
}

function clockwise(corners: readonly Point[]): Corners {
  const middle = { x: 0, y: 0 };
  for (const { x, y } of corners) {
    middle.x += x / 4;
    middle.y += y / 4;
  }
  const around = [...corners].sort(
    (a, b) => Math.atan2(a.y - middle.y, a.x - middle.x) - Math.atan2(b.y - middle.y, b.x - middle.x),
  );
  // Sorted from −π: the upper left comes first unless the card is turned by more than an eighth.
  const first = around.reduce((best, { x, y }, at) => (x + y < sumAt(around, best) ? at : best), 0);
  return [0, 1, 2, 3].map((step) => around[(first + step) % 4]) as unknown as Corners;
}

const sumAt = (corners: readonly Point[], at: number): number => (corners[at]?.x ?? 0) + (corners[at]?.y ?? 0);

/** Pairs of lines that may be opposite sides. */
function pairsOf(lines: readonly Line[], least: number): [Line, Line][] {
  return lines.flatMap((a, at) =>
    lines.slice(at + 1).flatMap((b): [Line, Line][] => {
      const flipped = abs(a.theta - b.theta) > PI / 2;
      const apart = abs(flipped ? a.rho + b.rho : a.rho - b.rho);
      return turnBetween(a.theta, b.theta) < MAX_TAPER && apart > least ? [[a, b]] : [];
    }),
  );
}

/** 0 for nothing, a half at `half`, never quite 1. */
const halfwayAt = (value: number, half: number): number => value / (value + half);

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function sidesOf(corners: Corners): [Point, Point][] {
  return corners.map((corner, at) => [corner, corners[(at + 1) % 4] as Point]);
}

/** The picture as it is searched. */
interface Search {
  grey: GreyImage;
  edges: Edges;
  /** Edges flatter than this are none. */
  least: number;
}

/** How much a rectangle looks like a document's outline, 0 where it does not: sides on edges within `reach` px, steep, of another brightness outside; large. */
function scoreOf({ grey, edges, least }: Search, corners: Corners, reach: number): number {
  const sides = sidesOf(corners);
  const supports = sides.map(([from, to]) => support(edges, from, to, least, reach));
  if (min(...supports) < MIN_SIDE || meanOf(supports) < MIN_MEAN) return 0;
  const contrast = meanOf(sides.map(([from, to]) => halfwayAt(contrastOf(grey, from, to), CONTRAST)));
  const steepness = meanOf(sides.map(([from, to]) => halfwayAt(steepnessOf(edges, from, to), STEEPNESS)));
  return meanOf(supports) ** 2 * contrast * steepness * Math.sqrt(areaOf(corners) / (grey.width * grey.height));
}

/** The likeliest rectangles of straight lines. */
function candidates(search: Search): Corners[] {
  const { edges } = search;
  const pairs = pairsOf(findStraightLines(edges, LINES), 0.3 * min(edges.width, edges.height));
  const found: { corners: Corners; score: number }[] = [];
  for (const [at, one] of pairs.entries()) {
    for (const other of pairs.slice(at + 1)) {
      if (turnBetween(one[0].theta, other[0].theta) < PI / 3) continue;
      const corners = quadOf(one, other, edges);
      const score = corners ? scoreOf(search, corners, 3) : 0;
      if (corners && score > 0) found.push({ corners, score });
    }
  }
  found.sort((a, b) => b.score - a.score);
  return found.slice(0, SETTLED).map(({ corners }) => corners);
}

/**
 * The corners of the card or page that lies in a picture, in its px: the rectangle in perspective of which all four sides are edges, the
 * larger the better. Undefined where there is none, as where the document fills the picture, or reaches over its edge.
 */
export function findCorners(image: GreyImage): Corners | undefined {
  const scale = max(1, max(image.width, image.height) / SEARCH_LONG_SIDE);
  const grey = scaleTo(image, max(1, round(image.width / scale)), max(1, round(image.height / scale)));
  const edges = edgesOf(grey);
  const sorted = edges.steep.slice().sort();
  const search = { grey, edges, least: max(3, 0.08 * (sorted[Math.floor(sorted.length * 0.99)] ?? 0)) };
  let best: { corners: Corners; score: number } | undefined;
  for (const candidate of candidates(search)) {
    const corners = refined(edges, candidate, search.least);
    const score = scoreOf(search, corners, 1);
    if (score > (best?.score ?? 0)) best = { corners, score };
  }
  return best?.corners.map(({ x, y }) => ({ x: (x + 0.5) * scale, y: (y + 0.5) * scale })) as Corners | undefined;
}
