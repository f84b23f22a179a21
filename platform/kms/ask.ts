import { setTimeout as sleep } from 'node:timers/promises';
import { KmsError } from './kms.js';

export type KmsAnswer = { status: number; body: Record<string, unknown> };

const timeoutMs = 5_000;
const tries = 4;

/**
 * Asks a KMS by HTTP, and again where it does not answer, is down or throttles: a process that starts waits a moment for it.
 * @param request made anew for each try, since it may carry its time
 * @throws KmsError `unreachable`
 */
export async function askKms(
  request: () => Promise<Request>,
  throttles: (answer: KmsAnswer) => boolean,
): Promise<KmsAnswer> {
  for (let tried = 1; ; tried++) {
    const answer = await once(await request());
    if (typeof answer !== 'string' && answer.status < 500 && !throttles(answer)) return answer;
    if (tried === tries) throw new KmsError('unreachable', typeof answer === 'string' ? answer : String(answer.status));
    await sleep(50 * 2 ** tried);
  }
}

/** @returns what came back, or why nothing did */
async function once(request: Request): Promise<KmsAnswer | string> {
  try {
    const response = await fetch(request, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    const text = await response.text();
    return { status: response.status, body: parse(text) };
  } catch (error) {
    const { name, cause } = error as Error;
    return String((cause as { code?: unknown } | undefined)?.code ?? name);
  }
}

/** An answer that is no object says nothing that we could use: its status counts. */
function parse(text: string): Record<string, unknown> {
  try {
    return { ...(JSON.parse(text) as Record<string, unknown> | null) };
  } catch {
    return {};
  }
}
