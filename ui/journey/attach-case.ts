import { reaches } from '../../domain/levels/levels.js';
import type { CaseState } from '../../domain/verification/case-state.js';
import { randomId } from '../../platform/random-id.js';
import type { Account } from '../../store/accounts/accounts.js';
import type { Journey } from '../../store/journey/journey.js';
import type { VerificationInput } from '../../workflows/verification/messages.js';
import type { UiDeps } from '../deps.js';
import { frameOf } from '../http/frame.js';
import { sandboxCase } from '../sandbox/sandbox-case.js';
import type { Language } from '../words/languages.js';
import { raiseCase, startVerification } from '../workflows/verification.js';
import type { JourneyContext } from './context.js';

/**
 * Attaches a journey to the account's one live case, or opens it: any number of journeys share it. Its workflow starts at once, so
 * that whoever stops at the first page is reminded too; a case that aims lower than the journey is raised.
 */
export async function attachCase(
  deps: UiDeps,
  journey: Journey,
  account: Account,
  from: Pick<JourneyContext, 'req' | 'res'>,
): Promise<CaseState> {
  const { language, browser } = frameOf(from.res);
  const { store, temporal } = deps;
  const now = new Date();
  const { opened, state } = await store.cases.open({
    id: randomId(),
    accountId: account._id,
    accountEpoch: account.epoch,
    journeyId: journey._id,
    wanted: journey.wanted,
    level: account.level,
    nonce: randomId(),
    now,
  });
  if (opened) {
    const origin = { caseId: state.id, accountId: account._id, browser, address: from.req.ip ?? '' };
    await store.velocity.note(origin, now);
  }
  // Started before the journey is attached, and again as long as it has shown nothing: whoever opened it may have been killed.
  if (state.version === 0) await startVerification(temporal, caseInput(deps, state, account, language));
  if (!reaches(state.wanted, journey.wanted)) {
    await raiseCase(temporal, caseInput(deps, state, account, language), {
      wanted: journey.wanted,
      journeyId: journey._id,
    });
  }
  await store.journeys.attachCase(journey._id, state.id, now);
  return state;
}

/** What starts a case's workflow, should it not run yet. */
export function caseInput(
  deps: Pick<UiDeps, 'environment' | 'store'>,
  state: CaseState,
  account: Account,
  language: Language,
): VerificationInput {
  const sandbox = sandboxCase(deps, account);
  const { id: caseId, accountId, journeyId, wanted, reached, nonce, recovery } = state;
  return {
    caseId,
    accountId,
    journeyId,
    wanted,
    level: reached,
    accountEpoch: account.epoch,
    nonce,
    language,
    recovery,
    sandbox,
  };
}
