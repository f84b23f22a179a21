import { proofFor } from '../../domain/accounts/recovery.js';
import { FACE_MATCH_VERSION } from '../../evidence/face/match.js';
import { randomId } from '../../platform/random-id.js';
import type { Account } from '../../store/accounts/accounts.js';
import type { Recovery } from '../../store/accounts/recoveries.js';
import type { UiDeps } from '../deps.js';
import { caseInput } from '../journey/attach-case.js';
import type { Language } from '../words/languages.js';
import { startRecovery } from '../workflows/recovery.js';
import { startVerification } from '../workflows/verification.js';
import { stopRecovery } from './stop.js';

type Deps = Pick<UiDeps, 'store' | 'temporal' | 'log' | 'environment'>;

/** What the person of an account would be asked for. */
export async function proofOf({ store }: Pick<UiDeps, 'store'>, { _id, level }: Account): Promise<Recovery['proof']> {
  return proofFor(level, await store.faceTemplates.has(_id, FACE_MATCH_VERSION));
}

/**
 * Begins a recovery for who has proved one factor, or for whom two members of staff vouch; an earlier one of the account ends.
 * @returns undefined where the account is blocked, closing or changed meanwhile
 */
export async function beginRecovery(
  deps: Deps,
  account: Account,
  begun: Pick<Recovery, '_id' | 'proof' | 'journeyId'>,
  language: Language,
): Promise<Recovery | undefined> {
  const { store } = deps;
  const { _id: accountId, epoch: accountEpoch } = account;
  const opened = await store.recoveries.open({ ...begun, accountId, accountEpoch, step: 'proving' }, new Date());
  if (!opened) return undefined;
  if (opened.instead) await stopRecovery(deps, opened.instead);
  const recovery = await store.recoveries.byId(begun._id);
  if (recovery) await runRecovery(deps, recovery, account, language);
  return recovery ?? undefined;
}

/** Sees to it that a recovery's workflow runs, and that of its case: whoever began it may have been killed in between. */
export async function runRecovery(deps: Deps, recovery: Recovery, account: Account, language: Language): Promise<void> {
  const { store, temporal } = deps;
  const { _id: id, accountId, proof, journeyId = '' } = recovery;
  await startRecovery(temporal, { recoveryId: id, accountId, proof });
  if (proof !== 'face' && proof !== 'verification') return;
  const wanted = account.level;
  const accountEpoch = account.epoch;
  const opening = { id, accountId, accountEpoch, journeyId, wanted, level: 'P0', nonce: randomId() } as const;
  const { state } = await store.cases.open({ ...opening, recovery: proof, now: new Date() });
  await startVerification(temporal, caseInput(deps, state, account, language));
}
