import { type Api, retryAfterOf } from './api.js';
import type { CreatedVerification, NewVerification, Page, Reading, VerificationStatus } from './verification-types.js';

export interface Verifications {
  /**
   * Begins a verification without the person's browser.
   * @param idempotencyKey of your choice: a request that is sent again with the same one makes nothing new
   */
  create(wanted: NewVerification, idempotencyKey?: string): Promise<CreatedVerification>;
  /** @param etag of the last reading: answers undefined where nothing changed */
  read(id: string): Promise<Reading>;
  read(id: string, etag: string | undefined): Promise<Reading | undefined>;
  /** By your reference, newest first. */
  find(reference: string, page?: { limit?: number; cursor?: string }): Promise<Page>;
  /** Each change of a verification, asked for no more often than Surety wishes, until it does not change by itself any more. */
  watch(id: string, options?: { signal?: AbortSignal }): AsyncGenerator<VerificationStatus, void, undefined>;
}

export function verifications(api: Api): Verifications {
  const readOne = async (id: string, etag: string | undefined, signal?: AbortSignal) => {
    const answer = await api(`/verifications/${encodeURIComponent(id)}`, {
      headers: { 'If-None-Match': etag },
      ...(signal && { signal }),
    });
    const retryAfter = retryAfterOf(answer);
    if (answer.status === 304) return { retryAfter };
    const verification = (await answer.json()) as VerificationStatus;
    return { reading: { verification, etag: answer.headers.get('ETag') ?? undefined, retryAfter }, retryAfter };
  };

  return {
    async create(wanted, idempotencyKey) {
      const headers = { 'Idempotency-Key': idempotencyKey };
      const answer = await api('/verifications', { method: 'POST', body: wanted, headers });
      return (await answer.json()) as CreatedVerification;
    },

    read: (async (id: string, etag?: string) => (await readOne(id, etag)).reading) as Verifications['read'],

    async find(reference, page = {}) {
      const answer = await api('/verifications/search', { method: 'POST', body: { reference, ...page } });
      return (await answer.json()) as Page;
    },

    async *watch(id, { signal } = {}) {
      let etag: string | undefined;
      for (;;) {
        const { reading, retryAfter } = await readOne(id, etag, signal);
        if (reading) {
          etag = reading.etag;
          yield reading.verification;
        }
        if (retryAfter === undefined) return;
        await wait(retryAfter * 1_000, signal);
      }
    },
  };
}

/** @throws the signal's reason when it is given up */
function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const givenUp = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', givenUp);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', givenUp, { once: true });
  });
}
