/** How sure Surety is of a person: P0 contact details only, P5 details matched with one record, P9 compared with photo identity. */
export const levels = ['P0', 'P5', 'P9'] as const;

export type Level = (typeof levels)[number];

export const isLevel = (value: unknown): value is Level => levels.some((level) => level === value);

/** Whether `level` is at least `wanted`. */
export function reaches(level: Level, wanted: Level): boolean {
  return levels.indexOf(level) >= levels.indexOf(wanted);
}

/** The level that a vector of trust names: `P9.Cp.Cd` is P9. @throws TypeError for a text that is no vector */
export function levelOf(vector: string): Level {
  const [level] = vector.split('.');
  if (isLevel(level)) return level;
  throw new TypeError(`not a vector of trust: ${vector}`);
}

/** Whether two texts name the same vector: within one, order does not matter. */
export function sameVector(one: string, other: string): boolean {
  const parts = (vector: string) => vector.split('.').sort().join('.');
  return parts(one) === parts(other);
}
