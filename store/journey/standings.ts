import { unfinishedEnds } from '../../domain/journey/unfinished.js';
import type { Level } from '../../domain/levels/levels.js';
import {
  type VerificationState,
  type VerificationStatus,
  verificationStatus,
} from '../../domain/partners/verification-status.js';
import type { VerificationEvent } from '../../domain/partners/webhook-events.js';
import type { CaseState } from '../../domain/verification/case-state.js';
import { farOff } from '../connection/far-off.js';
import type { StoreTools } from '../tools.js';
import type { Journey } from './journey.js';

/** Where a verification stands for its partner: what a poll reads, in one read. */
export type Standing = VerificationStatus & {
  /** Counts the changes: of two notes about a verification the one with the higher number is the newer. */
  sequence: number;
  at: Date;
  /** Not over, as far as is known. */
  open: boolean;
};

/** A change that webhooks have not been given yet. */
export type News = Pick<Standing, 'sequence' | 'state' | 'reasons' | 'at'> & { type: VerificationEvent };

const openStates: readonly VerificationState[] = ['created', 'started', 'requires_input', 'processing', 'in_review'];

/** A write that was not looked at so long after was left by a process that died. */
const abandonedAfter = 2_000;

/** How long one process has for what it took from the outbox before another may take it. */
const lease = 15_000;

type AccountFacts = { level: Level; proofs?: Partial<Record<Level, { at: Date }>> };
type CaseFacts = Pick<CaseState, 'step' | 'reasons' | 'updatedAt'>;
type Found = { account?: AccountFacts | undefined; case?: CaseFacts | undefined };

/**
 * Keeps each verification's standing beside it. Whatever may change one (its journey, its case, its account's level) is followed by a
 * look: the standing is derived anew, and where it differs, written *together with the news of it* in one document's write, conditional
 * on what was looked at. So each change becomes exactly one numbered note, whoever is killed when. Writes to a journey mark it `stale`
 * until somebody has looked; projections of cases are repeated by their workflow.
 */
export function standings({ db }: Pick<StoreTools, 'db'>) {
  const rows = db.collection<Journey>('journeys');
  const accounts = db.collection<AccountFacts & { _id: string }>('accounts');
  const cases = db.collection<CaseFacts & { _id: string }>('cases');
  const tracked = { 'standing.sequence': { $gte: 0 } };

  const facts = async ({ accountId, caseId }: Journey): Promise<Found> => {
    // In this order: a level is raised before its case says so.
    const ofCase = caseId
      ? await cases.findOne({ _id: caseId }, { projection: { step: 1, reasons: 1, updatedAt: 1 } })
      : null;
    const account = accountId
      ? await accounts.findOne({ _id: accountId }, { projection: { level: 1, proofs: 1 } })
      : null;
    return { account: account ?? undefined, case: ofCase ?? undefined };
  };

  /** Writes where it differs. @returns the row as it then is; undefined when another was faster. */
  const write = async (journey: Journey, found: Found, now: Date): Promise<Journey | undefined> => {
    const { standing, changes } = journey;
    if (!standing) return journey;
    const expiresAt = endOf(journey, found.case, now);
    // Verified is final, whatever becomes of the account; what was redacted does not change either.
    const final = standing.state === 'verified' || journey.redactedAt;
    const status = final ? standing : verificationStatus({ journey: { ...journey, expiresAt }, ...found, now });
    const same = isSame(status, standing);
    if (same && !journey.stale && expiresAt === journey.expiresAt) return journey;
    const { state, reasons } = status;
    const next = { state, reasons, sequence: standing.sequence + 1, at: now, open: openStates.includes(state) };
    const news: News = { ...newsOf(next), type: `verification.${state}` };
    const written = await rows.findOneAndUpdate(
      { _id: journey._id, changes, 'standing.sequence': standing.sequence },
      {
        $set: { expiresAt, ...(same ? {} : { standing: next, newsDue: new Date() }) },
        $unset: { stale: '' },
        ...(same ? {} : { $push: { news } }),
      },
      { returnDocument: 'after' },
    );
    return written ?? undefined;
  };

  /** @returns the journey with its standing as it is now; null when there is none. */
  const look = async (id: string, now: Date, seen?: Journey): Promise<Journey | null> => {
    for (let turn = 0, row = seen; turn < 20; turn++, row = undefined) {
      const journey = row ?? (await rows.findOne({ _id: id }));
      if (!journey?.standing) return journey;
      const written = await write(journey, await facts(journey), now);
      // After a change once more: what was looked at may have moved on meanwhile.
      if (written?.standing?.sequence === journey.standing.sequence) return written;
    }
    return rows.findOne({ _id: id });
  };

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ stale: 1 }, { partialFilterExpression: tracked });
      await rows.createIndex({ newsDue: 1 }, { sparse: true });
      await rows.createIndex({ 'standing.open': 1, expiresAt: 1 }, { sparse: true });
      await rows.createIndex({ partnerId: 1, createdAt: -1, _id: -1 }, { partialFilterExpression: tracked });
    },

    look,

    /** After a case was projected: its own journeys, and the others of its account that may have reached their level by it. */
    async lookAfterCase({ id, accountId }: CaseState, now: Date): Promise<void> {
      const concerned = await rows
        .find({ accountId, ...tracked, $or: [{ caseId: id }, { 'standing.open': true }] })
        .limit(100)
        .toArray();
      for (const journey of concerned) await look(journey._id, now, journey);
    },

    /** As a partner asks: one read, unless time has run out or a write was not looked at yet. */
    async current(id: string, now: Date): Promise<Journey | null> {
      const journey = await rows.findOne({ _id: id });
      const due = journey?.standing?.open && journey.expiresAt <= now;
      return journey && (due || journey.stale) ? look(id, now, journey) : journey;
    },

    /** Looks at what a killed process left, and at what has run out of time. @returns how many there were. */
    async lookAtDue(now: Date, limit = 100): Promise<number> {
      const stale = { stale: { $lte: new Date(now.getTime() - abandonedAfter) }, ...tracked };
      const ids = { projection: { _id: 1 }, limit };
      const [left, over] = await Promise.all([
        rows.find(stale, ids).toArray(),
        rows.find({ 'standing.open': true, expiresAt: { $lte: now } }, ids).toArray(),
      ]);
      for (const { _id } of [...left, ...over]) await look(_id, now);
      return left.length + over.length;
    },

    /** Takes one verification whose news were not passed on, and nobody else does so for a while. */
    takeNews: (now: Date) =>
      rows.findOneAndUpdate(
        { $or: [{ newsDue: { $lte: now } }, { newsDue: { $gt: farOff(now, lease) } }] },
        { $set: { newsDue: new Date(now.getTime() + lease) } },
        { sort: { newsDue: 1 } },
      ),

    /** All its news were passed on. Those that came meanwhile stay. */
    async passedOn({ _id, news = [] }: Journey): Promise<void> {
      const upTo = news.at(-1)?.sequence ?? 0;
      const all = await rows.updateOne(
        { _id, 'standing.sequence': upTo },
        { $set: { news: [] }, $unset: { newsDue: '' } },
      );
      if (all.matchedCount === 1) return;
      await rows.updateOne({ _id }, { $pull: { news: { sequence: { $lte: upTo } } }, $set: { newsDue: new Date() } });
    },
  };
}

export type Standings = ReturnType<typeof standings>;

/** A case that goes on has an end of its own, counted from the person's last step. */
function endOf({ expiresAt, caseId }: Journey, found: CaseFacts | undefined, now: Date): Date {
  if (expiresAt > now || !caseId || !found) return expiresAt;
  const later = new Date(found.updatedAt + unfinishedEnds);
  return later > expiresAt ? later : expiresAt;
}

function isSame(status: VerificationStatus, standing: Standing): boolean {
  return status.state === standing.state && status.reasons.join() === standing.reasons.join();
}

/** What of a standing goes to webhooks. */
export function newsOf({ sequence, state, reasons, at }: Standing): Omit<News, 'type'> {
  return { sequence, state, reasons, at };
}
