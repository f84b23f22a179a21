import { type Authenticator, areProved, authenticators, type SignInMethod } from './authenticators.js';
import { type Level, levels, reaches } from './levels.js';

/** One vector of trust: the level *and* every authenticator. */
export type Vector = { level: Level; authenticators: readonly Authenticator[] };

/** What a request gets that names no `vtr`. */
export const defaultVtr = '["P9.Cp.Cd","P9.Cp.Ck","P9.Cm"]';

/** More than this in one `vtr` serves nobody. */
const mostVectors = 20;

/**
 * Reads a `vtr` parameter: a JSON array of vectors, any one of which will do (RFC 8485 §4.1). A vector may leave a category out, when
 * any value of it will do: without a level nothing needs to be proved (P0); without authenticators all that are registered for the
 * partner at that level will do.
 *
 * @param allowed The vectors registered for the partner, each complete, in any spelling; left out: all.
 * @returns Complete vectors in the order asked, each once, or undefined when the value is malformed or a vector is not registered.
 */
export function parseVtr(vtr: string, allowed?: readonly string[]): Vector[] | undefined {
  const values = parseArray(vtr);
  if (!values || values.length === 0 || values.length > mostVectors) return undefined;
  const registered = allowed?.flatMap((text) => parseVector(text) ?? []);
  const vectors: Vector[] = [];
  for (const value of values) {
    const vector = parseVector(value);
    const meant = vector && (registered ? registeredFor(vector, registered) : [vector].filter(isComplete));
    if (!meant || meant.length === 0) return undefined;
    vectors.push(...meant);
  }
  const texts = vectors.map(vectorText);
  return vectors.filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
}

/** Whether a text is one vector with a level and at least one authenticator: what is registered for a partner. */
export function isCompleteVector(text: string): boolean {
  const vector = parseVector(text);
  return vector !== undefined && isComplete(vector) && text.startsWith(vector.level);
}

/** The registered vectors that a vector of a request means. */
function registeredFor(vector: Vector, registered: readonly Vector[]): Vector[] {
  return isComplete(vector)
    ? registered.filter((one) => vectorText(one) === vectorText(vector))
    : registered.filter(({ level }) => level === vector.level);
}

const isComplete = ({ authenticators: some }: Vector): boolean => some.length > 0;

/** A vector as text, its components in the trustmark's order: the `vot` claim when it is the one achieved. */
export function vectorText(vector: Vector): string {
  return [vector.level, ...authenticators.filter((one) => vector.authenticators.includes(one))].join('.');
}

/** The highest level that any of the vectors names: what a journey aims at. */
export function wantedLevel(vectors: readonly Vector[]): Level {
  return levels.findLast((level) => vectors.some((vector) => vector.level === level)) ?? 'P0';
}

/** The vectors for which signing in by these methods does, whatever the level. */
export function provable(vectors: readonly Vector[], methods: readonly SignInMethod[]): Vector[] {
  return vectors.filter((vector) => areProved(vector.authenticators, methods));
}

/**
 * The best vector that is satisfied: the highest level first, then the one asked for first. Never the lowest by accident of
 * order. Undefined when none is satisfied.
 */
export function bestVector(
  vectors: readonly Vector[],
  reached: Level,
  methods: readonly SignInMethod[],
): Vector | undefined {
  const satisfied = provable(vectors, methods).filter((vector) => reaches(reached, vector.level));
  const level = wantedLevel(satisfied);
  return satisfied.find((vector) => vector.level === level);
}

function parseArray(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function parseVector(text: unknown): Vector | undefined {
  if (typeof text !== 'string') return undefined;
  const parts = text.split('.');
  const [first = ''] = parts;
  const level = isLevel(first) ? first : 'P0';
  const rest = isLevel(first) ? parts.slice(1) : parts;
  if (new Set(rest).size !== rest.length) return undefined;
  return rest.every(isAuthenticator) ? { level, authenticators: rest } : undefined;
}

const isLevel = (text: string): text is Level => levels.some((level) => level === text);
const isAuthenticator = (text: string): text is Authenticator => authenticators.some((one) => one === text);
