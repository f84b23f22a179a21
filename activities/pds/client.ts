import type { Details } from '../../domain/person/identity.js';
import { judgeRead, type Trace } from './judge.js';
import { pdsAccess, pdsRequest } from './request.js';
import type { Ask } from './search.js';
import type { PdsOptions } from './token.js';
import { type Knowing, traceBySearch } from './trace-by-search.js';

export interface PdsClient {
  /**
   * Finds the record of a person: by NHS number where one was given, else by name, date of birth and postcode (see
   * trace-by-search.ts). Where the number leads to nobody or to somebody else, but the rest to a record, it says to look at the number.
   *
   * @param purpose the same for each retry of the same trace, such as an activity's id.
   * @throws retryable failures (`pds_down`, `pds_busy`, `pds_token_refused`) or final ones (`pds_denied`, `pds_…`).
   */
  trace(details: Details, purpose?: string, knowing?: Knowing): Promise<Trace>;
}

/** The FHIR client of the Personal Demographics Service, with access as an application. */
export function createPdsClient(options: PdsOptions): PdsClient {
  const access = pdsAccess(options);
  const get = (path: string, purpose?: string) => pdsRequest(access, path, purpose);

  return {
    async trace(details, purpose, knowing) {
      const ask: Ask = (path, part) => get(path, purpose && `${purpose} ${part}`);
      if (!details.nhsNumber) return traceBySearch(ask, details, knowing);
      const read = judgeRead(await ask(`/Patient/${encodeURIComponent(details.nhsNumber)}`, 'read'), details);
      if (read.kind !== 'differ' && read.kind !== 'none') return read;
      const found = await traceBySearch(ask, details).catch((): Trace => ({ kind: 'none' }));
      return found.kind === 'match' ? { kind: read.kind, look: 'nhs-number' } : read;
    },
  };
}
