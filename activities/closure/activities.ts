import { stopSecretName } from '../../store/accounts/closings.js';
import type { Store } from '../../store/database.js';
import { publishToEach } from '../../store/partners/publish-events.js';
import { eraseAccount } from './erase-account.js';

export type ClosureDeps = { store: Store; suretyUrl: string };

type Closing = { closingId: string; accountId: string; now: number };

/** What the workflow that closes an account asks for. Each is idempotent; arguments hold ids and times only. */
export function createClosureActivities({ store, suretyUrl }: ClosureDeps) {
  return {
    /**
     * From now on the account is closing: signed out everywhere, its open verifications cancelled, everybody concerned told.
     * @returns the cases that are to end, and the keys of the messages; `erasing` where that had begun before; undefined where it cannot be
     * closed
     */
    async beginClosing({
      closingId,
      accountId,
      now,
    }: Closing): Promise<{ cases: string[]; messages: string[]; erasing?: true } | undefined> {
      const at = new Date(now);
      if (!(await store.closings.begin(accountId, closingId, at))) return undefined;
      const account = await store.accounts.byId(accountId);
      if (!account) return undefined;
      if (account.closing?.erasing) return { cases: [], messages: [], erasing: true };
      await note('account.closing', { closingId, accountId, now });
      await store.oidc.endSessions(accountId);
      await store.journeys.cancelOfAccount(accountId, at);
      const live = await store.cases.liveOf(accountId);
      const params = { url: `${suretyUrl}/account/stay-open/${closingId}`, secret: stopSecretName(closingId) };
      const messages = await store.notices.put(
        account,
        { key: `closing-${closingId}`, template: 'closing', params },
        at,
      );
      return { cases: live ? [live.id] : [], messages };
    },

    /**
     * The person changed their mind, which the store knows already; or the account was blocked meanwhile, and is not closing any more.
     * @returns the keys of the messages
     */
    async tellStopped({ closingId, accountId, now }: Closing): Promise<string[]> {
      await store.closings.stop(closingId);
      const account = await store.accounts.byId(accountId);
      if (!account) return [];
      await note('account.closing-stopped', { closingId, accountId, now });
      const notice = {
        key: `closing-${closingId}-stopped`,
        template: 'closing-stopped',
        params: { url: `${suretyUrl}/account` },
      };
      return store.notices.put(account, notice, new Date(now));
    },

    /** @returns who is to be told at the end: partners, and by message the person, and others who acted for them or they for; undefined where the closing was stopped */
    async beginErasing({
      closingId,
      accountId,
      now,
    }: Closing): Promise<{ partners: string[]; messages: string[]; others: string[] } | undefined> {
      const account = await store.closings.beginErasing(closingId);
      if (!account) return undefined;
      const params = { url: `${suretyUrl}/account` };
      const messages = await store.notices.put(
        account,
        { key: `closed-${closingId}`, template: 'closed', params },
        new Date(now),
      );
      const others = await tellOthers(accountId, closingId, new Date(now));
      return { partners: await store.consents.partnersOf(accountId), messages, others };
    },

    /** @param messages those that must still go out */
    async eraseAccount({ accountId, messages, now }: Closing & { messages: string[] }): Promise<void> {
      await eraseAccount(store, accountId, messages, new Date(now));
    },

    /** Partners that knew the person learn that they are gone. */
    async tellClosed({ closingId, accountId, partners, now }: Closing & { partners: string[] }): Promise<void> {
      const event = { type: 'account.closed', account: { sub: accountId }, createdAt: new Date(now) } as const;
      await publishToEach(store, partners, closingId, event);
      await note('account.closed', { closingId, accountId, now });
    },

    /** What told the person is erased too. */
    async eraseMessages({ messages }: { messages: string[] }): Promise<void> {
      await store.messages.erase(messages);
    },
  };

  /** Whoever acted for them, or had them act, reads that it has ended, as at any other end of it: not that the account is closed. */
  async function tellOthers(accountId: string, closingId: string, at: Date): Promise<string[]> {
    const [acting, actedFor] = await Promise.all([
      store.delegations.ofActor(accountId),
      store.delegations.ofSubject(accountId),
    ]);
    const going = [...acting, ...actedFor].filter(
      ({ step, marks }) => step !== 'ended' && !marks.stopped && !marks.blocked,
    );
    const keys: string[] = [];
    for (const { id, actorId, subjectId } of going) {
      const other = actorId === accountId ? subjectId : actorId;
      const account = other ? await store.accounts.byId(other) : undefined;
      if (!account) continue;
      const told = { key: `delegation-${id}-closed`, template: 'delegation-ended' };
      keys.push(
        ...(await store.notices.put(account, { ...told, params: { url: `${suretyUrl}/account/delegations` } }, at)),
      );
      const actor = { kind: 'system', id: 'delegation' } as const;
      const entry = { at, actor, action: 'delegation.ended', accountId: account._id, details: { delegationId: id } };
      await store.audit.append(entry, `delegation-${id}-closed-${closingId}`);
    }
    return keys;
  }

  function note(action: string, { closingId, accountId, now }: Closing): Promise<void> {
    const actor = action === 'account.closed' ? { kind: 'system', id: 'closure' } : { kind: 'person', id: accountId };
    const entry = { at: new Date(now), actor, action, accountId } as Parameters<Store['audit']['append']>[0];
    return store.audit.append(entry, `${action}-${closingId}`);
  }
}

export type ClosureActivities = ReturnType<typeof createClosureActivities>;
