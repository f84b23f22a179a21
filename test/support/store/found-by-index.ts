import type { Document } from 'mongodb';

/** An index as `listIndexes` tells of it. */
export type Index = { key: Record<string, unknown>; sparse?: boolean; partialFilterExpression?: Document };

/** Operators that limit where in an index to look. */
const limiting = new Set(['$eq', '$in', '$gt', '$gte', '$lt', '$lte', '$all', '$elemMatch']);

/**
 * Whether rows that match a filter are found by one of the indexes, without looking through all: the first field of an index is limited,
 * of a partial one the filter says that it holds its rows; each branch of an `$or` is found.
 */
export function found(filter: Document, indexes: readonly Index[]): boolean {
  const conditions = flattened(filter);
  if (indexes.some((index) => leads(index, conditions))) return true;
  return conditions.some(
    ([field, branches]) =>
      field === '$or' &&
      (branches as Document[]).every((branch) => found({ $and: [{ ...withoutOr(conditions) }, branch] }, indexes)),
  );
}

type Condition = readonly [field: string, wanted: unknown];

/** Every condition that holds for all rows wanted: those of `$and` lie beside the others, those on the elements of a list by their own path. */
const flattened = (filter: Document): Condition[] =>
  Object.entries(filter).flatMap(([field, wanted]): Condition[] => {
    if (field === '$and') return (wanted as Document[]).flatMap(flattened);
    const ofElements = Object.entries((operatorsOf(wanted)?.$elemMatch ?? {}) as Document);
    return [[field, wanted], ...ofElements.map(([name, one]): Condition => [`${field}.${name}`, one])];
  });

const withoutOr = (conditions: readonly Condition[]): Document =>
  Object.fromEntries(conditions.filter(([field]) => field !== '$or'));

function leads(
  { key, sparse = false, partialFilterExpression = {} }: Index,
  conditions: readonly Condition[],
): boolean {
  const [first = ''] = Object.keys(key);
  return (
    conditions.some(([field, wanted]) => field === first && limits(wanted, sparse)) &&
    Object.entries(partialFilterExpression).every(([field, held]) =>
      conditions.some(([name, wanted]) => name === field && implies(wanted, held)),
    )
  );
}

const operatorsOf = (wanted: unknown): Document | undefined =>
  typeof wanted === 'object' && wanted !== null && Object.keys(wanted).some((name) => name.startsWith('$'))
    ? (wanted as Document)
    : undefined;

/** @param sparse rows without the field are not in the index */
function limits(wanted: unknown, sparse = false): boolean {
  const operators = operatorsOf(wanted);
  if (!operators) return !(sparse && wanted === null);
  return Object.entries(operators).some(
    ([name, value]) => limiting.has(name) || (name === '$exists' && (value === true || !sparse)),
  );
}

/** Whether what is wanted of a field says that the row is in the partial index, which holds those of which `held` is true. */
function implies(wanted: unknown, held: unknown): boolean {
  if (JSON.stringify(wanted) === JSON.stringify(held)) return true;
  const partial = operatorsOf(held);
  // A field that is there: every value but null, and every comparison, says so.
  if (partial?.$exists === true) return wanted !== null && limits(wanted);
  if (partial?.$in && !operatorsOf(wanted)) return (partial.$in as unknown[]).includes(wanted);
  const among = operatorsOf(wanted)?.$in as unknown[] | undefined;
  return (
    partial?.$in !== undefined && (among ?? []).length > 0 && (among ?? []).every((one) => partial.$in.includes(one))
  );
}
