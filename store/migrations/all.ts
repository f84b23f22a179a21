import { dropReplacedIndexes } from './1-drop-replaced-indexes.js';
import type { Migration } from './migration.js';

/** All migrations, in their order. What was released is never changed or taken out. */
export const migrations: readonly Migration[] = [dropReplacedIndexes];
