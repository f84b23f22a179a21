import { createHash } from 'node:crypto';
import { oneTimeCodes } from '../../domain/clock.js';
import type { ContactChangeState } from '../../domain/contact-change.js';
import { undoSecretName } from '../../store/account-contacts.js';
import type { Store } from '../../store/database.js';
import { publishEvents } from '../../store/publish-events.js';

export type ContactChangeDeps = {
  store: Store;
  /** SURETY_URL: links in messages begin with it. */
  suretyUrl: string;
};

type Change = { changeId: string; now: number };

/** What the workflow of a contact change asks for. Each is idempotent; arguments hold ids and times only. */
export function createContactChangeActivities({ store, suretyUrl }: ContactChangeDeps) {
  return {
    async projectContactChange(state: ContactChangeState): Promise<void> {
      await store.contactChanges.project(state);
    },

    /** A message with the challenge's code to the new contact: the same whether it is known here or not. @returns the message's key */
    async putContactCode(put: Change & { challengeId: string; language: 'en' | 'cy' }): Promise<string> {
      const key = `code-${put.challengeId}`;
      const facts = await store.contactChanges.facts(put.changeId);
      if (!facts) return key;
      const email = facts.kind === 'email';
      await store.messages.putMessage({
        key,
        channel: email ? 'email' : 'sms',
        to: facts.to,
        template: email ? 'email-code' : 'sms-code',
        params: { challengeId: put.challengeId },
        language: put.language,
        expiresAt: new Date(put.now + oneTimeCodes.lifetime),
      });
      return key;
    },

    async changeContact({ changeId, now }: Change): Promise<'changed' | 'in_use' | 'refused'> {
      const facts = await store.contactChanges.facts(changeId);
      if (!facts) return 'refused';
      const { accountId, accountEpoch: epoch, kind, to } = facts;
      const outcome = await store.accountContacts.change({
        ...{ changeId, accountId, epoch, kind, to },
        now: new Date(now),
      });
      if (outcome === 'changed') {
        await note(accountId, 'contact.changed', `contact-changed-${changeId}`, { kind }, new Date(now));
      }
      return outcome;
    },

    /** Signs out everywhere but where it was asked for, tells partners, and puts the messages. @returns the messages' keys */
    async tellOfChange({ changeId, now }: Change): Promise<string[]> {
      const facts = await store.contactChanges.facts(changeId);
      const account = facts && (await store.accounts.byId(facts.accountId));
      if (!facts || !account) return [];
      const { kind, to, sessionUid } = facts;
      const at = new Date(now);
      await store.oidc.endSessions(account._id, sessionUid);
      await tellPartners(account._id, changeId, facts.kind, at);
      const undo = { url: `${suretyUrl}/account/undo/${changeId}`, secret: undoSecretName(changeId) };
      const template = kind === 'email' ? 'email-changed' : 'mobile-changed';
      const told = await store.notices.put(account, { key: `contact-${changeId}`, template, params: undo }, at, to);
      const key = `contact-${changeId}-new`;
      const channel = kind === 'email' ? 'email' : 'sms';
      const params = { url: `${suretyUrl}/account` };
      await store.messages.putMessage(
        { key, channel, to, template: 'contact-new', params, language: account.language },
        at,
      );
      return [...told, key];
    },

    /** Gives back the former contact, and with it the account to whoever has that. @returns the messages' keys; undefined where it is too late */
    async undoContactChange({ changeId, now }: Change): Promise<string[] | undefined> {
      const facts = await store.contactChanges.facts(changeId);
      const at = new Date(now);
      const undone = await store.accountContacts.undo(changeId, at);
      const account = facts && (await store.accounts.byId(facts.accountId));
      if (!facts || !account) return undefined;
      // Done before, by an attempt that was killed after it: what is left to do is done (again).
      if (!undone && account.former?.some((one) => one.changeId === changeId)) return undefined;
      if (account.level === 'P0') await store.identities.releaseAll(account._id);
      await store.oidc.endSessions(account._id);
      // Whoever had taken the account may have set up ways into it: none of any age is trusted.
      await store.signInWays.eraseOf(account._id);
      await note(account._id, 'contact.restored', `contact-restored-${changeId}`, { kind: facts.kind }, at);
      await tellPartners(account._id, `${changeId}-undone`, facts.kind, at);
      const params = { url: `${suretyUrl}/account` };
      return store.notices.put(account, { key: `contact-${changeId}-undone`, template: 'contact-undone', params }, at);
    },

    /** It can be undone no more. */
    async forgetFormerContact({ changeId }: { changeId: string }): Promise<void> {
      const facts = await store.contactChanges.facts(changeId);
      if (facts) await store.accountContacts.forgetFormer(facts.accountId, changeId);
    },
  };

  /** Partners that may see the contact: they learn that it changed, not to what. */
  async function tellPartners(accountId: string, change: string, kind: 'email' | 'mobile', at: Date): Promise<void> {
    const partners = await store.consents.partnersOf(accountId, kind === 'email' ? 'email' : 'phone');
    const changed = [kind === 'email' ? ('email' as const) : ('phone_number' as const)];
    const events = partners.map((partnerId) => ({
      _id: eventId(change, partnerId),
      partnerId,
      type: 'account.contact_changed' as const,
      account: { sub: accountId, changed },
      createdAt: at,
    }));
    await publishEvents(store, events);
  }

  function note(accountId: string, action: string, id: string, details: Record<string, string>, at: Date) {
    return store.audit.append({ at, actor: { kind: 'person', id: accountId }, action, accountId, details }, id);
  }
}

export type ContactChangeActivities = ReturnType<typeof createContactChangeActivities>;

const eventId = (change: string, partnerId: string): string =>
  createHash('sha256').update(`${change} ${partnerId}`).digest('base64url');
