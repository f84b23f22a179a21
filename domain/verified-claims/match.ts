import { isObject } from './request.js';

/** What a part of a request comes to: a value to give, nothing, or a requirement that is not met. */
export type Match = { value: unknown } | 'absent' | 'unmet';

/** What must stand in an answer for it to be valid, whether or not it was asked for (schema of `verified_claims`). */
const always: Readonly<Record<string, readonly string[]>> = {
  verification: ['trust_framework'],
  evidence: ['type'],
  check_details: ['check_method'],
  document_details: ['type'],
  record: ['type'],
};

/** What says how much something is wanted, and why: it limits nothing (§5.7.6). */
const wishes = new Set(['essential', 'purpose']);

/** Where it is asked for, it is given whole, and what is said inside does not filter (OpenID4IDA 1.0, §5.7.2). */
const whole = new Set(['assurance_details']);

/**
 * Answers one part of a request for verified claims from what there is (OpenID Connect for Identity Assurance 1.0, §5.7): `null` asks,
 * an object asks for what it names or limits the value (`value`, `values`, `max_age`), entries of a list are filters joined by OR.
 *
 * @param name the part's own name; items of a list go by the list's
 * @param now for `max_age`, in milliseconds since 1970
 */
export function match(name: string, request: unknown, there: unknown, now: number): Match {
  const asked = isObject(request) && Object.keys(request).every((key) => wishes.has(key)) ? null : request;
  if (Array.isArray(asked)) return matchList(name, asked, there, now);
  if (isObject(asked) && (isObject(there) || (there === undefined && !isLimit(asked)))) {
    return matchParts(name, asked, there ?? {}, now);
  }
  if (isObject(asked) && !isWithin(asked, there, now)) return 'unmet';
  return there === undefined ? 'absent' : { value: there };
}

function matchList(name: string, filters: unknown[], there: unknown, now: number): Match {
  if (!Array.isArray(there)) return 'unmet';
  if (whole.has(name)) return { value: there };
  const found = there.flatMap((item) => {
    const first = filters.map((filter) => match(name, filter, item, now)).find((one) => typeof one === 'object');
    return first ? [first.value] : [];
  });
  return found.length > 0 ? { value: found } : 'unmet';
}

function matchParts(name: string, asked: object, there: object, now: number): Match {
  const parts = new Map(Object.entries(there));
  const wanted = new Map<string, unknown>((always[name] ?? []).map((one) => [one, null]));
  for (const [key, value] of Object.entries(asked)) wanted.set(key, value);
  const found: [string, unknown][] = [];
  for (const [key, value] of wanted) {
    const one = match(key, value, parts.get(key), now);
    if (one === 'unmet') return 'unmet';
    if (one !== 'absent') found.push([key, one.value]);
  }
  return found.length > 0 ? { value: Object.fromEntries(found) } : 'absent';
}

const isLimit = (asked: object): boolean => 'value' in asked || 'values' in asked || 'max_age' in asked;

/** Whether a value keeps to the limits that are set for it; a value that is not there keeps to none. */
function isWithin(
  asked: { value?: unknown; values?: unknown; max_age?: unknown },
  there: unknown,
  now: number,
): boolean {
  if ('value' in asked && there !== asked.value) return false;
  if ('values' in asked && !(Array.isArray(asked.values) && asked.values.includes(there))) return false;
  if (!('max_age' in asked)) return true;
  return typeof there === 'string' && now - lastInstant(there) <= Number(asked.max_age) * 1_000;
}

/** A date alone lasts until its end (§5.7.3.2). */
function lastInstant(date: string): number {
  return /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T23:59:59Z`) : Date.parse(date);
}
