import { type Api, retryAfterOf } from './api.js';
import { SuretyError } from './errors.js';
import type {
  CreatedVerification,
  NewVerification,
  Page,
  PageRequest,
  Reading,
  VerificationStatus,
} from './verification-types.js';

export interface Verifications {
  /**
   * Begins a verification without the person's browser.
   * @param idempotencyKey a request that is sent again with the same one makes nothing new; one is made for each call unless you say
   */
  create(wanted: NewVerification, idempotencyKey?: string): Promise<CreatedVerification>;
  /** @param etag of the last reading: answers undefined where nothing changed */
  read(id: string): Promise<Reading>;
  read(id: string, etag: string | undefined): Promise<Reading | undefined>;
  /** All of yours, newest first. */
  list(page?: PageRequest): Promise<Page>;
  /** Those of one reference, newest first. */
  find(reference: string, page?: PageRequest): Promise<Page>;
  /** Each change of a verification, asked for no more often than Surety wishes, until it does not change by itself any more. */
  watch(id: string, options?: { signal?: AbortSignal }): AsyncGenerator<VerificationStatus, void, undefined>;
  /** Takes it back: you no longer need it. */
  cancel(id: string): Promise<VerificationStatus>;
  /** Erases your reference of one that is over; state and times stay. */
  redact(id: string): Promise<VerificationStatus>;
  /** A fresh address for the person, for whoever lost the first; the old one is void. Told once. */
  renewUrl(id: string): Promise<{ id: string; url: string; expires_at: string }>;
  /**
   * In the sandbox only: as if so many seconds had passed for it. Sent again where its answer was lost, and done once. @throws ApiProblem
   * `not_found` on live
   */
  travel(id: string, seconds: number): Promise<VerificationStatus>;
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

  /** What is asked for with a key may be asked again where it is not known whether the first arrived: it does no harm. */
  const onceOnly = (path: string, body: object, key: string): Promise<Response> => {
    const ask = () => api(path, { method: 'POST', body, headers: { 'Idempotency-Key': key } });
    return ask().catch((error: unknown) => (isUnreachable(error) ? ask() : Promise.reject(error)));
  };

  const change = async <T>(id: string, what: string): Promise<T> => {
    const answer = await api(`/verifications/${encodeURIComponent(id)}/${what}`, { method: 'POST' });
    return (await answer.json()) as T;
  };

  return {
    async create(wanted, idempotencyKey = crypto.randomUUID()) {
      const answer = await onceOnly('/verifications', wanted, idempotencyKey);
      return (await answer.json()) as CreatedVerification;
    },

    read: (async (id: string, etag?: string) => (await readOne(id, etag)).reading) as Verifications['read'],

    async list(page = {}) {
      const query = Object.entries(page).map(([name, value]) => [name, String(value)]);
      return (await (await api(`/verifications?${new URLSearchParams(query)}`)).json()) as Page;
    },

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

    cancel: (id) => change(id, 'cancel'),
    redact: (id) => change(id, 'redact'),
    renewUrl: (id) => change(id, 'url'),

    async travel(id, seconds) {
      const answer = await onceOnly(
        `/verifications/${encodeURIComponent(id)}/travel`,
        { seconds },
        crypto.randomUUID(),
      );
      return (await answer.json()) as VerificationStatus;
    },
  };
}

const isUnreachable = (error: unknown) => error instanceof SuretyError && error.code === 'unreachable';

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
