import type { Strip } from './strips.js';

/** Where `other` lies seen from `strip`: along its axis, and across it. */
export function offset(strip: Strip, other: { x: number; y: number }): { along: number; across: number } {
  const dx = other.x - strip.x;
  const dy = other.y - strip.y;
  const cos = Math.cos(strip.angle);
  const sin = Math.sin(strip.angle);
  return { along: dx * cos + dy * sin, across: dy * cos - dx * sin };
}

/** The smaller angle between two axes, radians, 0 to π/2. */
export function angleBetween(a: Strip, b: Strip): number {
  const turn = Math.abs(a.angle - b.angle) % Math.PI;
  return Math.min(turn, Math.PI - turn);
}

function ends({ x, y, angle, length }: Strip): [number, number][] {
  const dx = (Math.cos(angle) * length) / 2;
  const dy = (Math.sin(angle) * length) / 2;
  return [
    [x - dx, y - dy],
    [x + dx, y + dy],
  ];
}

function belongTogether(a: Strip, b: Strip, reach: number): boolean {
  const thickness = Math.max(a.thickness, b.thickness);
  if (thickness > 1.8 * Math.min(a.thickness, b.thickness)) return false;
  if (angleBetween(a, b) > Math.min(0.35, (2.5 * thickness) / Math.min(a.length, b.length) + 0.05)) return false;
  const long = a.length >= b.length ? a : b;
  const { along, across } = offset(long, long === a ? b : a);
  const gap = Math.abs(along) - (a.length + b.length) / 2;
  return gap > -thickness && gap < reach * thickness && Math.abs(across) < 0.55 * thickness;
}

function joined(a: Strip, b: Strip): Strip {
  const points = [...ends(a), ...ends(b)];
  const long = a.length >= b.length ? a : b;
  const far = points.map(([x, y]) => ({ x, y, along: offset(long, { x, y }).along })).sort((p, q) => p.along - q.along);
  const first = far[0] ?? long;
  const last = far[far.length - 1] ?? long;
  return {
    x: (first.x + last.x) / 2,
    y: (first.y + last.y) / 2,
    angle: Math.atan((last.y - first.y) / (last.x - first.x || 1e-9)),
    length: Math.hypot(last.x - first.x, last.y - first.y),
    thickness: (a.thickness * a.length + b.thickness * b.length) / (a.length + b.length),
  };
}

/** Joins pieces of one line that lie less than `reach` thicknesses apart; longest first. */
export function joinStrips(strips: readonly Strip[], reach: number): Strip[] {
  const rest = [...strips].sort((a, b) => b.length - a.length);
  for (let at = 0; at < rest.length; at++) {
    for (let other = at + 1; other < rest.length; other++) {
      const a = rest[at] as Strip;
      const b = rest[other] as Strip;
      if (!belongTogether(a, b, reach)) continue;
      rest[at] = joined(a, b);
      rest.splice(other, 1);
      other = at;
    }
  }
  return rest.sort((a, b) => b.length - a.length);
}
