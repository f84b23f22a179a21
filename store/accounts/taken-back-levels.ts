import type { Level } from '../../domain/levels/levels.js';
import type { StoreTools } from '../tools.js';
import type { Account } from './accounts.js';

/** Levels that are taken back because a decision was revised. */
export function takenBackLevels({ db }: StoreTools) {
  const rows = db.collection<Account>('accounts');
  return {
    ensureIndexes: async () => {},

    /**
     * Takes P9 back where it rests on that case: to P5 where PDS had found the person before, else to P0 without an identity. The epoch moves
     * on, so nothing proved before raises it again. Repeating it for the same revision changes nothing.
     * @returns the account as it then is; undefined where its level rests on another case, or the account is gone
     */
    async takeBack(accountId: string, caseId: string, revisionId: string): Promise<Account | undefined> {
      const restsOn = { _id: accountId, level: 'P9' as Level, 'proofs.P9.caseId': caseId };
      const $unset = { proof: '', 'proofs.P9': '' } as const;
      const change = (level: Level) => ({ level, takenBack: revisionId });
      await rows.updateOne(
        { ...restsOn, 'proofs.P5': { $exists: true } },
        { $set: change('P5'), $unset, $inc: { epoch: 1 } },
      );
      await rows.updateOne(
        { ...restsOn, 'proofs.P5': { $exists: false } },
        { $set: change('P0'), $unset: { ...$unset, identity: '' }, $inc: { epoch: 1 } },
      );
      return (await rows.findOne({ _id: accountId, takenBack: revisionId })) ?? undefined;
    },
  };
}
