import type { Account } from '../accounts/accounts.js';
import type { Store } from '../database.js';
import { heldByServices } from './by-services.js';
import { heldOfChecks } from './of-checks.js';
import { heldOfSignIn } from './of-sign-in.js';
import { heldOfWords } from './of-words.js';
import { type Section, sections } from './sections.js';

/** One thing that Surety holds of a person, and the section it belongs to. */
export type Held = { section: Section; item: object };

/** Whose data are read, from where. `nameOf`: of a partner. */
export type Asked = { store: Store; account: Account; nameOf: (partnerId: string) => Promise<string> };

/** How one section is read. */
export type Reading = (asked: Asked) => AsyncIterable<object>;

const readings: Readonly<Record<Section, Reading>> = {
  ...heldOfSignIn,
  ...heldOfChecks,
  ...heldByServices,
  ...heldOfWords,
};

/**
 * All that Surety holds of a person, section after section, one thing at a time: pictures are read one by one. Not in it: passwords and
 * keys, which are kept as numbers that open nothing, and the numbers of a face's template, which is named. What is left out otherwise says
 * why in the record of processing (store/processing).
 */
export async function* heldOf(store: Store, account: Account): AsyncGenerator<Held> {
  const nameOf = async (partnerId: string) => (await store.partners.byId(partnerId))?.name ?? partnerId;
  for (const section of sections) {
    for await (const item of readings[section]({ store, account, nameOf })) yield { section, item };
  }
}
