/** Identity-proofing levels of NHS standard DAPB3051: P0 contact details only, P5 matched to one PDS record, P9 compared with photo identity. */
export const levels = ['P0', 'P5', 'P9'] as const;

export type Level = (typeof levels)[number];

/** True when `level` is at least `wanted`. */
export function reaches(level: Level, wanted: Level): boolean {
  return levels.indexOf(level) >= levels.indexOf(wanted);
}

/** The lower of two levels. */
export function lower(a: Level, b: Level): Level {
  return reaches(a, b) ? b : a;
}

/** The higher of two levels. */
export function higher(a: Level, b: Level): Level {
  return reaches(a, b) ? a : b;
}
