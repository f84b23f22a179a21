import type { Opened } from '../open.js';
import { compare } from './compare.js';
import type { Kind } from './kind.js';
import { kinds } from './kinds.js';
import type { Stuck } from './stuck.js';

/** What the store holds open and its workflow does not take further. */
export async function* knownToTheStore(opened: Opened): AsyncGenerator<() => Promise<Stuck | undefined>> {
  for (const kind of kinds) yield* ofKind(opened, kind);
}

async function* ofKind<Row>(opened: Opened, kind: Kind<Row>): AsyncGenerator<() => Promise<Stuck | undefined>> {
  for await (const id of kind.open(opened.store)) yield () => compare(opened, kind, id);
}
