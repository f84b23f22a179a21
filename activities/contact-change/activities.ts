import type { ContactChangeState, ContactKind } from '../../domain/accounts/contact-change.js';
import { undoSecretName } from '../../store/accounts/account-contacts.js';
import type { Store } from '../../store/database.js';
import { publishToEach } from '../../store/partners/publish-events.js';

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
    async putContactCode(
      put: Change & {
        challengeId: string;
        language: 'en' | 'cy';
        expiresAt: number;
      },
    ): Promise<string> {
      const key = `code-${put.challengeId}`;
      const facts = await store.contactChanges.facts(put.changeId);
      if (!facts) return key;
      const { challengeId, language } = put;
      const expiresAt = new Date(put.expiresAt);
      const posted = { url: `${suretyUrl}/account/ways`, until: expiresAt.toISOString() };
      await store.messages.putMessage({
        ...{ key, to: facts.to, about: facts.accountId, language, expiresAt, ...codeBy[facts.kind] },
        params: { challengeId, ...(facts.kind === 'address' ? posted : {}) },
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
        const way = wayBy[kind];
        if (way) await store.signInWays.allowCodes(accountId, way);
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
      const notice = { key: `contact-${changeId}`, template: `${kind}-changed`, params: undo };
      const told = await store.notices.put(account, notice, at, to);
      // No call, no letter: who just typed the code that came there knows.
      if (kind === 'landline' || kind === 'address') return told;
      const key = `contact-${changeId}-new`;
      const channel = kind === 'email' ? 'email' : 'sms';
      const params = { url: `${suretyUrl}/account` };
      await store.messages.putMessage(
        { key, channel, to, template: 'contact-new', about: account._id, params, language: account.language },
        at,
      );
      return [...told, key];
    },

    /** @returns the linkages that the former email address stood in the way of */
    async linkagesToGoOn({ changeId }: { changeId: string }): Promise<string[]> {
      const facts = await store.contactChanges.facts(changeId);
      return facts?.kind === 'email' ? store.linkages.awaitingEmail(facts.accountId) : [];
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
  async function tellPartners(accountId: string, change: string, kind: ContactKind, at: Date): Promise<void> {
    // An address is nobody's to see.
    if (kind === 'address') return;
    const { scope, claim } = toldAs[kind];
    const partners = await store.consents.partnersOf(accountId, scope);
    const account = { sub: accountId, changed: [claim] };
    await publishToEach(store, partners, change, { type: 'account.contact_changed', account, createdAt: at });
  }

  function note(accountId: string, action: string, id: string, details: Record<string, string>, at: Date) {
    return store.audit.append({ at, actor: { kind: 'person', id: accountId }, action, accountId, details }, id);
  }
}

/** How the code goes to a contact that is to be confirmed. */
const codeBy = {
  email: { channel: 'email', template: 'email-code' },
  mobile: { channel: 'sms', template: 'sms-code' },
  landline: { channel: 'voice', template: 'voice-code' },
  address: { channel: 'letter', template: 'address-code' },
} as const;

/** Whoever adds these wants codes there, though they may have given them up before. */
const wayBy: Partial<Record<ContactKind, 'voice' | 'letter'>> = { landline: 'voice', address: 'letter' };

/** The scope that shows a contact, and the claim that it is. */
const toldAs = {
  email: { scope: 'email', claim: 'email' },
  mobile: { scope: 'phone', claim: 'phone_number' },
  landline: { scope: 'landline', claim: 'landline_number' },
} as const;

export type ContactChangeActivities = ReturnType<typeof createContactChangeActivities>;
