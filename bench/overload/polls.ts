import { setTimeout as sleep } from 'node:timers/promises';
import type { PartnerApi } from '../../test/support/partners/partner-api.js';

/** A partner that asks for a status, so many times a second, until it is told to stop. */
export function pollSteadily(api: PartnerApi, id: string, perSecond: number) {
  const times: number[] = [];
  let refused = 0;
  let stopped = false;
  const under = new Set<Promise<void>>();
  const poll = async () => {
    const began = performance.now();
    const answer = await api(`/verifications/${id}`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.status === 200) times.push(performance.now() - began);
    else refused += 1;
  };
  const polling = (async () => {
    while (!stopped) {
      const one = poll().finally(() => under.delete(one));
      under.add(one);
      await sleep(1_000 / perSecond);
    }
    await Promise.all(under);
  })();
  return async () => {
    stopped = true;
    await polling;
    return { times, refused };
  };
}
