import { type Recovery, recoverySecretName } from '../../store/accounts/recoveries.js';
import type { Store } from '../../store/database.js';
import { publishToEach } from '../../store/partners/publish-events.js';

export type RecoveryDeps = { store: Store; suretyUrl: string };

type Ids = { recoveryId: string; accountId: string };

/** What the workflow of a recovery asks for. Each is idempotent; arguments hold ids, codes and times only. */
export function createRecoveryActivities({ store, suretyUrl }: RecoveryDeps) {
  return {
    /** The person proved who they are: from now on all contacts can stop it. @returns the messages' keys; undefined where it is over */
    async coolRecovery({ recoveryId, now }: Ids & { now: number }): Promise<string[] | undefined> {
      const recovery = await store.recoveries.cool(recoveryId, new Date(now));
      if (!recovery) return undefined;
      await note(recovery, 'recovery.proved', now);
      return tell(recovery, 'recovery-cooling', now);
    },

    /** Nobody stopped it in time. @returns the messages' keys; undefined where somebody did, or the account changed otherwise */
    async makeRecoveryReady({ recoveryId, now }: Ids & { now: number }): Promise<string[] | undefined> {
      const recovery = await store.recoveries.makeReady(recoveryId, new Date(now));
      return recovery ? tell(recovery, 'recovery-ready', now) : undefined;
    },

    /**
     * Its person comes in. Everything else that opened the account is taken away: who lost it may have lost it to somebody. Partners end
     * their sessions, and those that ask for it get an event.
     * @returns false where it opens the account no more
     */
    async useRecovery({ recoveryId, accountId, now }: Ids & { now: number }): Promise<boolean> {
      const at = new Date(now);
      const recovery = await store.recoveries.use(recoveryId, at);
      if (!recovery) return false;
      await store.signInWays.takeAllAway(accountId, recoveryId);
      await store.oidc.endSessions(accountId);
      await note(recovery, 'recovery.used', now);
      const partners = await store.consents.partnersOf(accountId);
      const event = { type: 'account.recovered', account: { sub: accountId }, createdAt: at } as const;
      await publishToEach(store, partners, recoveryId, event);
      await store.recoveries.release(accountId, recoveryId);
      return true;
    },

    /** It comes to nothing. @returns how it ended: stopped, where the person was faster */
    async endRecovery({
      recoveryId,
      as,
    }: Ids & { as: 'refused' | 'ended'; now: number }): Promise<'refused' | 'ended' | 'stopped'> {
      return (await store.recoveries.end(recoveryId, as)) ? as : 'stopped';
    },

    /** Tells all contacts how it ended; of one that nobody went on with nothing, unless they were told that it began. @returns the messages' keys */
    async tellRecoveryOver({
      recoveryId,
      end,
      now,
    }: Ids & { end: 'used' | 'stopped' | 'refused' | 'ended'; now: number }): Promise<string[]> {
      const recovery = await store.recoveries.byId(recoveryId);
      if (!recovery) return [];
      if (end !== 'used') await note(recovery, `recovery.${end}`, now);
      if (end === 'ended' || (end === 'stopped' && !recovery.coolingUntil)) return [];
      return tell(recovery, `recovery-${end}`, now);
    },
  };

  async function tell(recovery: Recovery, template: string, now: number): Promise<string[]> {
    const { _id: id, accountId } = recovery;
    const account = await store.accounts.byId(accountId);
    if (!account) return [];
    const stops = template === 'recovery-cooling' || template === 'recovery-ready';
    const link = { url: `${suretyUrl}/account/recovery/${id}`, secret: recoverySecretName(id) };
    const params = stops ? link : { url: `${suretyUrl}/account/ways` };
    return store.notices.put(account, { key: `${template}-${id}`, template, params }, new Date(now));
  }

  async function note({ _id: id, accountId, proof }: Recovery, action: string, now: number): Promise<void> {
    const actor = { kind: 'system', id: 'recovery' } as const;
    await store.audit.append({ at: new Date(now), actor, action, accountId, details: { proof } }, `${action}-${id}`);
  }
}

export type RecoveryActivities = ReturnType<typeof createRecoveryActivities>;
