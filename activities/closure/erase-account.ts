import { ownClient } from '../../domain/partners/own-client.js';
import type { Account } from '../../store/accounts/accounts.js';
import type { Store } from '../../store/database.js';

/**
 * Erases an account, the account itself last: whoever is killed in between begins again and finds it. What is kept of it, and why, each
 * collection says in the record of processing (store/processing); messages that are on their way stay until they were sent.
 *
 * @param keeps keys of messages that must still go out
 */
export async function eraseAccount(
  store: Store,
  accountId: string,
  keeps: readonly string[],
  now: Date,
): Promise<void> {
  const account = await store.accounts.byId(accountId);
  if (!account) return;
  await noteClosed(store, account, now);
  for (const caseId of await store.cases.idsOf(accountId)) {
    await store.handOffs.endOfCase(caseId, now);
    await store.evidence.erase(caseId);
    await store.forms.eraseOfCase(caseId);
  }
  await store.faceTemplates.erase(accountId);
  await store.oidc.endSessions(accountId);
  await store.journeys.forgetAccount(accountId, now);
  await store.consents.eraseAccount(accountId);
  await store.userMetadata.eraseAccount(accountId);
  await store.signInWays.eraseOf(accountId);
  await store.waySetUps.eraseAccount(accountId);
  await store.signIns.eraseAccount(accountId);
  await store.approvals.eraseAccount(accountId);
  await store.recoveries.eraseAccount(accountId);
  await store.letters.eraseAccount(accountId);
  await store.contactChanges.eraseAccount(accountId);
  await store.contactUpdates.eraseAccount(accountId);
  await store.linkages.eraseAccount(accountId);
  await eraseDelegations(store, accountId);
  await store.services.removeEverywhere(accountId);
  await store.roadmap.forgetAccount(accountId);
  await store.documentUses.eraseAccount(accountId);
  await store.cases.eraseAccount(accountId);
  await store.registrations.erase(account.registrationId);
  const contacts = store.accountContacts.all(account);
  const emails = contacts.flatMap(({ channel, to }) => (channel === 'email' ? [to] : []));
  await store.tickets.eraseAccount(accountId, emails);
  await store.messages.eraseOfPerson({ account, contacts }, keeps);
  await store.identities.releaseAll(accountId);
  await store.closings.eraseAccount(accountId);
}

/** Counts one more that was closed, once however often it is begun again. It belongs to no partner: among Surety's own figures. */
async function noteClosed({ journeyEvents, journeyNotes }: Store, account: Account, at: Date): Promise<void> {
  const { _id, level, language } = account;
  const subject = journeyEvents.subjectOf(`closed ${_id}`);
  const visit = { partner: ownClient, level, language, device: 'other' as const, subject };
  await journeyNotes.settle({ visit, at, kind: 'closed' });
}

/** Who acted for them acts no more; a person in care for whom nobody acts any more is forgotten, too. */
async function eraseDelegations({ delegations, dependants, evidence, oidc, safeguards }: Store, accountId: string) {
  for (const { id, actorId } of await delegations.ofSubject(accountId)) await oidc.endDelegation(actorId, id);
  for (const { id, subjectId } of await delegations.ofActor(accountId)) {
    await evidence.erase(id);
    const others = subjectId ? await delegations.ofSubject(subjectId) : [];
    if (subjectId && others.every(({ actorId }) => actorId === accountId)) await dependants.erase(subjectId);
  }
  await delegations.eraseAccount(accountId);
  await safeguards.eraseAccount(accountId);
}
