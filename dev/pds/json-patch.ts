import { isDeepStrictEqual } from 'node:util';

/** One operation of RFC 6902, of those that PDS takes. */
export interface Operation {
  op: 'add' | 'replace' | 'remove' | 'test';
  path: string;
  value?: unknown;
}

type Container = Record<string, unknown> | unknown[];

/**
 * Applies operations to a copy: all or none.
 * @throws Error that says why an operation cannot be applied
 */
export function applyPatch<T>(document: T, operations: Operation[]): T {
  const copy = structuredClone(document);
  for (const operation of operations) apply(copy as Container, operation);
  return copy;
}

function apply(document: Container, { op, path, value }: Operation): void {
  const steps = path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = steps.pop();
  if (last === undefined || !path.startsWith('/')) throw new Error(`Invalid patch - path '${path}' is not valid`);
  let place: unknown = document;
  for (const step of steps) place = member(place, step);
  if (op === 'test') {
    if (!isDeepStrictEqual(member(place, last), value))
      throw new Error(`Invalid patch - '${path}' is not equal to tested value`);
    return;
  }
  if (Array.isArray(place)) {
    change(place, op, last, value);
    return;
  }
  if (typeof place !== 'object' || place === null) throw new Error(`Invalid patch - nothing to change at '${path}'`);
  const object = place as Record<string, unknown>;
  if (op !== 'add' && !Object.hasOwn(object, last)) throw new Error(`Invalid patch - member '${last}' not found`);
  if (op === 'remove') delete object[last];
  else if (last === '__proto__') throw new Error('Invalid patch - path is not valid');
  else object[last] = value;
}

function change(list: unknown[], op: Operation['op'], step: string, value: unknown): void {
  if (op === 'add' && step === '-') return void list.push(value);
  const index = Number(step);
  if (!/^\d+$/.test(step) || index >= list.length + (op === 'add' ? 1 : 0))
    throw new Error(`Invalid patch - index '${step}' is out of bounds`);
  list.splice(index, op === 'add' ? 0 : 1, ...(op === 'remove' ? [] : [value]));
}

function member(place: unknown, step: string): unknown {
  if (Array.isArray(place) ? /^\d+$/.test(step) && Number(step) < place.length : isObjectWith(place, step))
    return (place as Record<string, unknown>)[step];
  throw new Error(`Invalid patch - '${step}' not found`);
}

const isObjectWith = (place: unknown, step: string): boolean =>
  typeof place === 'object' && place !== null && Object.hasOwn(place, step);
