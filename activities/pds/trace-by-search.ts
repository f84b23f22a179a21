import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import type { Details } from '../../domain/person/identity.js';
import type { DetailsField } from '../../domain/verification/check-results.js';
import { differing, judgeRead, judgeRecord, recordOfRead, type Trace } from './judge.js';
import type { PdsRecord } from './patient.js';
import type { PdsAnswer } from './request.js';
import { type Ask, onlyRecord, queryOf, type SearchChange } from './search.js';

/** What is known beside the details, to tell several records apart and to look for one without a field. */
export type Knowing = {
  /** Contacts of the person: proved ones of the account, and the one that they say their surgery has. */
  contacts?: readonly string[];
  /** YYYY-MM-DD; without it no search goes without the date of birth. */
  today?: string;
};

/** Nobody alive was born before. */
const OLDEST_YEARS = 130;
/** A search only for advice is left out when the trace has taken so long already. */
const ADVICE_UNTIL_MS = 8_000;
/** So often one search is asked again when PDS throttles, before the whole trace is. */
const PATIENT_TURNS = 3;
const LONGEST_WAIT_MS = 2_000;

/**
 * Finds the record of a person by name, date of birth and postcode. Searches become wider only in how PDS looks; what they find
 * counts as a match only where name (by `compareNames`), date of birth and postcode agree. A search without a field never
 * gives a match: it tells which field to look at.
 */
export async function traceBySearch(ask: Ask, details: Details, knowing: Knowing = {}): Promise<Trace> {
  const began = performance.now();
  const looks: DetailsField[] = [];
  const first = await look('search', {}, ask);
  if (typeof first !== 'string') {
    const judged = judgeRecord(first, details);
    if (judged) return judged;
  }
  if (first === 'many') return tellApart({});
  const past = await look('history', { _history: 'true' });
  if (past === 'many') return tellApart({ _history: 'true' });
  // A search leaves former names out of what it finds, so what is found otherwise than by the present name is read.
  const formerly = await judgeFound(past, 'found');
  if (formerly) return formerly;
  // Other orders of given names, or a first name that PDS writes as two; then accents, hyphens and spellings.
  const anyGiven = await judgeFound(await look('any-given', { given: undefined, _history: 'true' }), 'read-any-given');
  if (anyGiven) return anyGiven;
  const alike = await judgeAlike(await look('fuzzy', { '_fuzzy-match': 'true' }));
  if (alike) return alike;
  const advice = looks[0] ?? (await adviceWithout());
  return advice ? { kind: 'none', look: advice } : { kind: 'none' };

  /** PDS found it by postcode, at present or in the past; name and date of birth are compared here. */
  async function judgeFound(found: PdsRecord | 'none' | 'many', part: string): Promise<Trace | undefined> {
    if (typeof found === 'string') return undefined;
    const { nhsNumber } = found.identity;
    const record = recordOfRead(await patiently(ask)(`/Patient/${encodeURIComponent(nhsNumber)}`, part));
    if (typeof record === 'string') return undefined;
    const judged = judgeRecord(record, details);
    if (!judged) note(record, ['name']);
    return judged;
  }

  /** For a fuzzy search a postcode only weighs: it is compared here like the rest. */
  async function judgeAlike(found: PdsRecord | 'none' | 'many'): Promise<Trace | undefined> {
    if (typeof found === 'string') return undefined;
    const { nhsNumber } = found.identity;
    const record = recordOfRead(await patiently(ask)(`/Patient/${encodeURIComponent(nhsNumber)}`, 'read-fuzzy'));
    if (typeof record === 'string') return undefined;
    const differ = differing(record, details);
    if (differ.length === 0) return judgeRecord(record, details);
    note(record, differ);
    return undefined;
  }

  /** Of a record that may not be used nothing is told, not even that all but one field agrees. */
  function note({ restricted, deceased }: PdsRecord, differ: readonly DetailsField[]): void {
    const [only, ...more] = differ;
    if (only && more.length === 0 && !restricted && !deceased) looks.push(only);
  }

  /** The field without which one record is found that agrees with all the others. PDS not answering here is no failure of the trace. */
  async function adviceWithout(): Promise<DetailsField | undefined> {
    const without: [DetailsField, SearchChange][] = [['postcode', { 'address-postalcode': undefined }]];
    const { today } = knowing;
    if (today) {
      const oldest = `${Number(today.slice(0, 4)) - OLDEST_YEARS}-01-01`;
      without.push(['birth-date', { birthdate: [`ge${oldest}`, `le${today}`] }]);
    }
    for (const [field, change] of without) {
      if (performance.now() - began > ADVICE_UNTIL_MS) return undefined;
      const found = await look(`without-${field}`, change).catch(() => 'none' as const);
      if (typeof found === 'string') continue;
      note(found, differing(found, details));
      if (looks[0] === field) return field;
    }
    return undefined;
  }

  /** Several agree: what is known beside the details tells them apart, where it leaves one. It never takes the place of a detail. */
  async function tellApart(how: SearchChange): Promise<Trace> {
    const given = details.givenNames.split(/\s+/);
    const more: SearchChange[] = given.length > 1 ? [{ given }] : [];
    for (const contact of knowing.contacts ?? []) more.push(asContact(contact));
    for (const [number, change] of more.entries()) {
      const found = await look(`apart-${number}`, { ...how, ...change });
      if (typeof found === 'string') continue;
      const path = `/Patient/${encodeURIComponent(found.identity.nhsNumber)}`;
      const judged = judgeRead(await patiently(ask)(path, `read-apart-${number}`), details);
      if (judged.kind === 'match' || judged.kind === 'deceased') return judged;
    }
    return { kind: 'many' };
  }

  async function look(
    part: string,
    change: SearchChange,
    by: Ask = refusedIsNone(patiently(ask)),
  ): Promise<PdsRecord | 'none' | 'many'> {
    return onlyRecord(await by(`/Patient?${queryOf(details, change)}`, part));
  }
}

/** PDS compares phone numbers as they were written down: in the United Kingdom mostly without the country's code. */
const asContact = (contact: string): SearchChange =>
  contact.includes('@') ? { email: contact } : { phone: contact.replace(/^\+44/, '0') };

/** Further searches of one trace wait a little where PDS throttles: beginning the trace again would only ask for more. */
function patiently(ask: Ask): Ask {
  return async (path, part) => {
    for (let turn = 1; ; turn++) {
      try {
        return await ask(path, part);
      } catch (error) {
        const busy = error instanceof ApplicationFailure && error.type === 'pds_busy';
        if (!busy || turn === PATIENT_TURNS) throw error;
        await sleep(Math.min(Number(error.nextRetryDelay ?? 1_000), LONGEST_WAIT_MS));
      }
    }
  };
}

/** A search that PDS does not allow in this form found nobody. */
function refusedIsNone(ask: Ask): Ask {
  return async (path, part): Promise<PdsAnswer> => {
    const answer = await ask(path, part);
    if (answer.outcome !== 'INVALID_SEARCH_DATA') return answer;
    return { status: 404, body: answer.body };
  };
}
