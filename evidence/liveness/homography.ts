type Point = readonly [x: number, y: number];

/** Eyes (corners and lids) and nose (bridge, tip, wings) in the mesh: they hardly move with the expression. */
export const RIGID_POINTS: readonly number[] = [
  33, 133, 159, 145, 362, 263, 386, 374, 168, 6, 197, 195, 5, 4, 1, 2, 98, 327, 48, 278, 94,
];

/** Solves a·x = b for a small square matrix by elimination with pivots; undefined when it has no single solution. */
function solve(matrix: number[][], right: number[]): number[] | undefined {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = row;
    }
    const [chosen] = rows.splice(pivot, 1);
    const head = chosen?.[column] ?? 0;
    if (!chosen || Math.abs(head) < 1e-12) return undefined;
    rows.splice(column, 0, chosen);
    for (const row of rows) {
      if (row === chosen) continue;
      const factor = (row[column] ?? 0) / head;
      for (let at = column; at <= size; at++) row[at] = (row[at] ?? 0) - factor * (chosen[at] ?? 0);
    }
  }
  return rows.map((row, index) => (row[size] ?? 0) / (row[index] ?? 1));
}

/** The eight numbers of the plane-to-plane mapping (ninth = 1) that best takes `from` to `to`, by least squares. */
export function fitHomography(from: readonly Point[], to: readonly Point[]): number[] | undefined {
  const matrix = Array.from({ length: 8 }, () => new Array<number>(8).fill(0));
  const right = new Array<number>(8).fill(0);
  const add = (row: number[], value: number): void => {
    row.forEach((a, i) => {
      right[i] = (right[i] ?? 0) + a * value;
      const target = matrix[i];
      row.forEach((b, j) => {
        if (target) target[j] = (target[j] ?? 0) + a * b;
      });
    });
  };
  from.forEach(([x, y], index) => {
    const [u, v] = to[index] ?? [0, 0];
    add([x, y, 1, 0, 0, 0, -u * x, -u * y], u);
    add([0, 0, 0, x, y, 1, -v * x, -v * y], v);
  });
  return solve(matrix, right);
}

/** Where the mapping takes a point. */
export function applyHomography(h: readonly number[], [x, y]: Point): Point {
  const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, i = 0] = h;
  const depth = g * x + i * y + 1;
  return [(a * x + b * y + c) / depth, (d * x + e * y + f) / depth];
}

/**
 * How badly a flat picture could explain the movement of the points: root mean square of what the best homography
 * leaves over, in the units of the points. A photo, however held, leaves little; a head that turns leaves its nose.
 */
export function homographyResidual(from: readonly Point[], to: readonly Point[]): number {
  const mapping = fitHomography(from, to);
  if (!mapping) return 0;
  let sum = 0;
  from.forEach((point, index) => {
    const [x, y] = applyHomography(mapping, point);
    const [u, v] = to[index] ?? [x, y];
    sum += (x - u) ** 2 + (y - v) ** 2;
  });
  return Math.sqrt(sum / from.length);
}
