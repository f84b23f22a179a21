import { createHash } from 'node:crypto';
import { z } from 'zod';
import { minute } from '../../domain/clock.js';
import { type LinkageKeys, type LinkageProblem, problemFrom } from '../../domain/linkage/linkage.js';
import { outage, refusal } from '../../platform/temporal/activity-failure.js';
import { retryAfter } from '../retry-after.js';

/** The GP system is not waited for longer than this, whatever it asks for. */
const longestWait = 5 * minute;

export interface GpSystemOptions {
  /** The interface's address; its paths are below. */
  readonly url: string;
  /** The bearer token. */
  readonly secret: string;
  /** How long one request may take, in milliseconds; 10 seconds if left out. */
  readonly timeoutMs?: number;
}

/** Who the keys are to be of, as PDS has them. */
export type GpPatient = { nhsNumber: string; familyName: string; birthDate: string; odsCode: string };

/** The interface of the GP system: docs/gp-system.md is its wire protocol. */
export interface GpSystem {
  /**
   * Gets the person's keys; where there are none yet the GP system makes them.
   * @param email the address that the person signs in with
   * @param purpose the same for each retry, which is then the same request: nothing is made twice
   * @throws retryable failures (`gp_down`, `gp_busy`), or `gp_refused`, `gp_unreadable`
   */
  retrieve(patient: GpPatient, email: string, purpose: string): Promise<LinkageKeys | LinkageProblem>;
  /** Whether keys are this person's, and can be used. Looking does not use them. */
  check(patient: GpPatient, keys: LinkageKeys, purpose: string): Promise<'good' | LinkageProblem>;
}

const retrieved = z.object({
  odsCode: z.string().min(1).max(20),
  accountId: z.string().min(1).max(100),
  linkageKey: z.string().min(1).max(100),
});
const refused = z.object({ code: z.string() });

export function createGpSystem({ url, secret, timeoutMs = 10_000 }: GpSystemOptions): GpSystem {
  /** @returns the answer's body, or the problem that it tells of */
  const ask = async (path: string, purpose: string, body: object): Promise<unknown> => {
    const response = await fetch(`${url}/linkage-keys/${path}`, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        authorization: `Bearer ${secret}`,
        'x-request-id': requestId(purpose),
      },
      body: JSON.stringify(body),
    }).catch(() => {
      throw outage('gp_down');
    });
    const text = await response.text().catch(() => {
      throw outage('gp_down');
    });
    if (response.status === 429) throw outage('gp_busy', retryAfter(response, longestWait));
    if (response.status >= 500) throw outage('gp_down', retryAfter(response, longestWait));
    if (response.status === 204) return undefined;
    const said = readJson(text);
    if (response.status === 200) return said;
    const problem = response.status === 422 ? problemFrom(refused.safeParse(said).data?.code ?? '') : undefined;
    if (!problem) throw refusal('gp_refused');
    return { problem };
  };

  return {
    async retrieve(patient, email, purpose) {
      const said = await ask('retrieve', purpose, { ...patient, email });
      const problem = problemIn(said);
      if (problem) return problem;
      const parsed = retrieved.safeParse(said);
      if (!parsed.success) throw refusal('gp_unreadable');
      const { odsCode, accountId, linkageKey } = parsed.data;
      return { odsCode, userId: accountId, key: linkageKey };
    },

    async check(patient, { odsCode, userId, key }, purpose) {
      const said = await ask('check', purpose, { ...patient, odsCode, accountId: userId, linkageKey: key });
      return problemIn(said) ?? 'good';
    },
  };
}

const problemIn = (said: unknown): LinkageProblem | undefined =>
  (said as { problem?: LinkageProblem } | undefined)?.problem;

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal('gp_unreadable');
  }
}

/** Tells nothing of what it is made from. */
const requestId = (purpose: string): string => createHash('sha256').update(purpose).digest('base64url');
