import type { Binary } from 'mongodb';
import type { Section } from '../held/sections.js';

/**
 * How a field lies in the store. `plain`: ids, codes, times and figures; `public`: words or bytes that are there to be read by everybody;
 * `hashed`: by a keyed hash, or the hash of a random secret; the others sealed, and under which key: that of the service, of the case, of
 * the account. `wrapped`: a key, itself sealed.
 */
export type Readable = 'plain' | 'public' | 'hashed';
export type Sealed = 'sealed' | 'case' | 'account' | 'wrapped';

/** What can be said of a value: bytes are sealed (or public), all else is readable. Within an object each field may be told by itself. */
type Told<Value> = Value extends Uint8Array | Binary
  ? Sealed | 'public'
  : Value extends Date
    ? 'plain'
    : Value extends readonly (infer One)[]
      ? Told<NonNullable<One>>
      : Value extends object
        ? Readable | Fields<Value>
        : Readable;

export type Fields<Row> = { readonly [Field in keyof Row]-?: Told<NonNullable<Row[Field]>> };

/** Whose data it is. */
export type Whose = 'account holder' | 'person acted for' | 'visitor' | 'staff' | 'partner' | 'nobody';

/** Why it may be processed: the operator fills in the article of the law that it relies on (docs/privacy.md). */
export type Basis = 'service' | 'security' | 'consent' | 'record' | 'operation';

/**
 * How long a row is kept. `by`: MongoDB removes it by the index on this date, `delay` milliseconds after it; `lasts` milliseconds in all,
 * counted from what `from` says. Else until something happens that code does.
 */
export type Kept = { by: string; delay?: number; lasts: number; from: string } | { until: string };

/** What the collection is for, and what becomes of it where the person asks. */
export type About = {
  purpose: string;
  whose: readonly Whose[];
  basis: Basis;
  kept: Kept;
  /** The sections of a person's download that tell of it, or why none does. */
  download: readonly Section[] | { not: string };
  /**
   * When an account is erased: `erased` are its rows; `detached`: rows stay without the person; `runs-out`: what names it, ids only, goes
   * by itself soon; `nobody`: no row is of an account. Else why rows are kept.
   */
  closing: 'erased' | 'detached' | 'runs-out' | 'nobody' | { kept: string };
};

/** One collection of the store, as the record of processing tells of it. `fields`: of maps and lists the fields of each member. */
export type Processing = About & { collection: string; fields: FieldTree };
export type FieldTree = { readonly [field: string]: Readable | Sealed | FieldTree };

/** Declares the fields of a collection's rows: a field that is missing here, or is no more, does not compile. */
export const declare =
  <Row>() =>
  <Own extends Fields<Row>>(
    collection: string,
    fields: Own & Record<Exclude<keyof Own, keyof Row>, never>,
    about: About,
  ): Processing => ({ collection, fields: fields as FieldTree, ...about });

const all =
  <Kind extends Readable | Sealed>(kind: Kind) =>
  <const Name extends string>(...names: Name[]) =>
    Object.fromEntries(names.map((name) => [name, kind])) as { readonly [Each in Name]: Kind };

/** Several fields that lie in the same way. */
export const [plain, hashed, sealed, open] = [all('plain'), all('hashed'), all('sealed'), all('public')];

export const account = ['account holder'] as const;
export const nothing = { not: 'nothing of people in it' } as const;

/** Every field, by its path, and how it lies. */
export const leavesOf = (tree: FieldTree, at = ''): [path: string, kind: string][] =>
  Object.entries(tree).flatMap(([name, told]) =>
    typeof told === 'string' ? [[`${at}${name}`, told] as [string, string]] : leavesOf(told, `${at}${name}.`),
  );
