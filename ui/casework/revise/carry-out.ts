import type { Client } from '@temporalio/client';
import { keepDoing } from '../../../platform/keep-doing.js';
import type { Logger } from '../../../platform/log/log.js';
import type { Review } from '../../../store/casework/review.js';
import type { Store } from '../../../store/database.js';
import { publishToEach } from '../../../store/partners/publish-events.js';
import { sendMessage } from '../../workflows/message-delivery.js';

type Deps = { url: string; store: Store; temporal: Client; log: Logger };

/** How often what was cut short is carried out, in milliseconds. */
const EVERY = 15_000;

/**
 * What follows from a revised decision: the level is taken back, and with it the face that was kept; partners who know the person are told
 * by an event, the person by message. Each step may be repeated, and all are until the last is done.
 */
async function carryOut({ url, store, temporal }: Deps, review: Review): Promise<void> {
  const { _id: reviewId, accountId, caseId, revision } = review;
  if (!revision) return;
  const { by, at, reason } = revision;
  await store.audit.append(
    {
      ...{ at, actor: { kind: 'checker', id: by }, action: 'review.revised' },
      ...{ accountId, caseId, reviewId, details: { reason } },
    },
    `${reviewId}-revised`,
  );
  const account = await store.takenBackLevels.takeBack(accountId, caseId, reviewId);
  if (account) {
    const { level } = account;
    if (level === 'P0') await store.identities.releaseAll(accountId);
    await store.faceTemplates.erase(accountId);
    const partners = await store.consents.partnersOf(accountId);
    const told = {
      type: 'account.reverification_required',
      account: { sub: accountId, level },
      createdAt: at,
    } as const;
    await publishToEach(store, partners, reviewId, told);
    const params = { url: `${url}/account` };
    const keys = await store.notices.put(
      account,
      { key: `revised-${reviewId}`, template: 'reverification', params },
      at,
    );
    for (const key of keys) await sendMessage(temporal, { key, kind: 'notice' });
    await store.audit.append(
      {
        ...{ at: new Date(), actor: { kind: 'system', id: 'casework' }, action: 'level.taken_back' },
        ...{ accountId, caseId, reviewId, details: { level } },
      },
      `${reviewId}-level-taken-back`,
    );
  }
  await store.revisions.finish(reviewId);
}

/** Carries out what waits; what cannot be done now (Temporal is down) is done later. @returns how many still wait */
export async function carryOutRevisions(deps: Deps, goOn: () => boolean = () => true): Promise<number> {
  let waiting = 0;
  for (const review of await deps.store.revisions.unfinished(100)) {
    if (!goOn()) break;
    try {
      await carryOut(deps, review);
    } catch (err) {
      deps.log.warn({ err, reviewId: review._id }, 'a revision waits');
      waiting += 1;
    }
  }
  return waiting;
}

/** Carries out now and every 15 seconds; several processes may. @returns what ends it */
export function keepCarryingOut(deps: Deps): () => Promise<void> {
  const work = (goOn: () => boolean) => carryOutRevisions(deps, goOn);
  return keepDoing(work, { everyMs: EVERY, log: deps.log, failure: 'revisions could not be carried out' });
}
