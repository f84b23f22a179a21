import Delaunator from 'delaunator';
import type { Face, MeshPoint } from '../../../evidence/face/face.js';
import { FRAME } from './level.js';

const { abs, ceil, floor, hypot, max, min } = Math;

/** The face's outline in MediaPipe's mesh, clockwise from the top of the forehead. */
const OVAL = [
  10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136,
  172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
];
/** Rings around the face for hair, ears and neck: how far out, how far behind the outline, how much they turn along. */
const RINGS = [
  { reach: 1.16, behind: 0.1, turn: 0.95 },
  { reach: 1.4, behind: 0.2, turn: 0.6 },
  { reach: 1.75, behind: 0.25, turn: 0.15 },
] as const;
/** Human's z is in units of a 256-pixel crop of the face's box, and flatter than a real face. */
const DEPTH_GAIN = 1.3;
/** Pixels between the vertices of the surface. */
export const STEP = 5;
export const COLUMNS: number = FRAME.width / STEP + 1;
export const ROWS: number = FRAME.height / STEP + 1;
const MAX_SLOPE = 3;

/** The person as a relief over the frame: for each vertex of a 5-pixel grid, how near it is and how much it turns. */
export interface HeadSurface {
  /** Pixels towards the camera. */
  readonly depth: Float32Array;
  /** 0 stays, 1 turns with the head. */
  readonly turn: Float32Array;
  /** Pixels: the axis the head turns around. */
  readonly axis: { readonly x: number; readonly y: number; readonly depth: number };
}

interface Vertex {
  readonly x: number;
  readonly y: number;
  readonly depth: number;
  readonly turn: number;
}

/** Builds the relief from a face that stands as `levelOnGrey` puts it. */
export function headSurface(face: Face): HeadSurface {
  const vertices = headVertices(face);
  const depth = new Float32Array(COLUMNS * ROWS);
  const turn = new Float32Array(COLUMNS * ROWS);
  const { triangles } = Delaunator.from(
    vertices,
    ({ x }) => x,
    ({ y }) => y,
  );
  for (let i = 0; i < triangles.length; i += 3) {
    const corners = [triangles[i], triangles[i + 1], triangles[i + 2]].map((at) => vertices[at as number] as Vertex);
    fillTriangle(corners as [Vertex, Vertex, Vertex], depth, turn);
  }
  const outline = mean(OVAL.map((index) => depthOf(face, index)));
  return {
    depth: limitSlope(smooth(depth)),
    turn: smooth(turn),
    axis: { x: FRAME.faceX, y: FRAME.faceY, depth: outline + 0.1 * FRAME.faceWidth },
  };
}

function headVertices(face: Face): Vertex[] {
  const chin = at(face, 152)[1];
  const turnAt = (y: number, turn: number) => turn * min(1, max(0, 1 - (y - chin) / (0.4 * FRAME.faceWidth)));
  const vertices: Vertex[] = face.mesh.map(([x, y], index) => ({ x, y, depth: depthOf(face, index), turn: 1 }));
  const centre = [
    mean(OVAL.map((index) => at(face, index)[0])),
    mean(OVAL.map((index) => at(face, index)[1])),
  ] as const;
  for (const { reach, behind, turn } of RINGS) {
    for (const index of OVAL) {
      const [x, y] = at(face, index);
      const outerY = centre[1] + (y - centre[1]) * reach;
      vertices.push({
        x: centre[0] + (x - centre[0]) * reach,
        y: outerY,
        depth: depthOf(face, index) - behind * FRAME.faceWidth,
        turn: turnAt(outerY, turn),
      });
    }
  }
  const back = min(...vertices.map(({ depth }) => depth));
  for (let x = 0; x <= FRAME.width; x += 40) {
    for (let y = 0; y <= FRAME.height; y += 40) {
      const away = hypot((x - centre[0]) / 1.0, (y - centre[1]) / 1.25) / FRAME.faceWidth;
      if (away > 1.05) vertices.push({ x, y, depth: back, turn: 0 });
    }
  }
  return vertices;
}

function fillTriangle([a, b, c]: readonly [Vertex, Vertex, Vertex], depth: Float32Array, turn: Float32Array): void {
  const area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
  if (abs(area) < 1e-6) return;
  const xs = [a.x, b.x, c.x];
  const ys = [a.y, b.y, c.y];
  const lastColumn = min(COLUMNS - 1, floor(max(...xs) / STEP));
  const lastRow = min(ROWS - 1, floor(max(...ys) / STEP));
  for (let row = max(0, ceil(min(...ys) / STEP)); row <= lastRow; row++) {
    for (let column = max(0, ceil(min(...xs) / STEP)); column <= lastColumn; column++) {
      const x = column * STEP;
      const y = row * STEP;
      const shareB = ((x - a.x) * (c.y - a.y) - (c.x - a.x) * (y - a.y)) / area;
      const shareC = ((b.x - a.x) * (y - a.y) - (x - a.x) * (b.y - a.y)) / area;
      const shareA = 1 - shareB - shareC;
      if (shareA < -1e-6 || shareB < -1e-6 || shareC < -1e-6) continue;
      depth[row * COLUMNS + column] = shareA * a.depth + shareB * b.depth + shareC * c.depth;
      turn[row * COLUMNS + column] = shareA * a.turn + shareB * b.turn + shareC * c.turn;
    }
  }
}

/** Each vertex becomes the mean of its 3 × 3 neighbourhood: raw triangles crease at the cheeks. */
function smooth(values: Float32Array): Float32Array {
  return values.map((value, index) => {
    const column = index % COLUMNS;
    const row = (index - column) / COLUMNS;
    if (column === 0 || row === 0 || column === COLUMNS - 1 || row === ROWS - 1) return value;
    let sum = 0;
    for (const line of [index - COLUMNS, index, index + COLUMNS]) {
      for (let i = line - 1; i <= line + 1; i++) sum += values[i] as number;
    }
    return sum / 9;
  });
}

/** Lowers what stands out more than 3 pixels per pixel above a neighbour: such cliffs tear when the head turns. */
function limitSlope(depth: Float32Array): Float32Array {
  const limited = depth.slice();
  const lower = (index: number, neighbour: number) => {
    const limit = (limited[neighbour] ?? Number.POSITIVE_INFINITY) + MAX_SLOPE * STEP;
    if ((limited[index] as number) > limit) limited[index] = limit;
  };
  for (let i = 1; i < limited.length; i++) for (const other of [i - 1, i - COLUMNS]) lower(i, other);
  for (let i = limited.length - 2; i >= 0; i--) for (const other of [i + 1, i + COLUMNS]) lower(i, other);
  return limited;
}

function depthOf(face: Face, index: number): number {
  return -at(face, index)[2] * (face.box.height / 256) * DEPTH_GAIN;
}

function at(face: Face, index: number): MeshPoint {
  const found = face.mesh[index];
  if (!found) throw new RangeError('not a face mesh of 468 points');
  return found;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
