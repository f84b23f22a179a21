import type {
  ApprovalForm,
  ChangeForm,
  Delegation,
  DelegationScope,
  DelegationSide,
  DelegationState,
  DelegationWord,
} from '../../domain/delegation/delegation.js';
import { readKinds } from '../../domain/delegation/kinds.js';
import type { Account } from '../../store/accounts/accounts.js';
import type { Store } from '../../store/database.js';

export type DelegationDeps = { store: Store; suretyUrl: string };

type Posted = { delegationId: string; nonce: string };

/** What the workflow of a delegation asks for. Each is idempotent; arguments hold ids, codes and times only. */
export function createDelegationActivities({ store, suretyUrl }: DelegationDeps) {
  return {
    async projectDelegation(state: DelegationState): Promise<void> {
      await store.delegations.project(state);
    },

    /**
     * Tells whoever has the address that was typed, where somebody has, that they are asked. Where a caseworker stands between the two,
     * nobody is told and the request is never shown: to who asks it looks as if it was not answered.
     * @returns the messages' keys
     */
    async tellAsked({ delegationId, now }: { delegationId: string; now: number }): Promise<string[]> {
      const [{ askedEmail }, known] = await Promise.all([
        store.delegations.facts(delegationId),
        store.delegations.byId(delegationId),
      ]);
      if (!known) return [];
      const account = askedEmail === undefined ? null : await store.accounts.byEmail(askedEmail);
      const barred = account && (await store.safeguards.of(known.actorId, account._id));
      if (barred) await store.delegations.block(delegationId, 'safeguard', new Date(now));
      const reached = account && !account.blocked && !barred && account._id !== known.actorId ? [account] : [];
      // Who asks sees the same whether anybody is reached.
      await note(known, 'delegation.asked', [known.actorId, ...reached.map(({ _id }) => _id)], now, 'asked');
      const keys = reached.map((one) => put(one, `delegation-${delegationId}-asked`, 'delegation-asked', now));
      return (await Promise.all(keys)).flat();
    },

    /** What the person who was asked agrees to, if it is they who posted it, and they have proved who they are. */
    async readApproval({ delegationId, nonce }: Posted) {
      const form = await store.forms.get<ApprovalForm>(nonce);
      const account = form && (await store.accounts.byId(form.accountId));
      if (!form || !account || account.blocked || account.closing || account.level !== 'P9') return undefined;
      if (!(await store.delegations.asks(delegationId, account.emailKey))) return undefined;
      const known = await store.delegations.byId(delegationId);
      if (!known || (await store.safeguards.of(known.actorId, account._id))) return undefined;
      return { subjectId: account._id, months: form.months, ...scopeOf(form) };
    },

    /** What one of the two wants it to open from now on. */
    async readChange({ delegationId, nonce }: Posted): Promise<({ by: DelegationSide } & DelegationScope) | undefined> {
      const [form, known] = await Promise.all([
        store.forms.get<ChangeForm>(nonce),
        store.delegations.byId(delegationId),
      ]);
      if (!form || !known) return undefined;
      if (form.accountId === known.subjectId) return { by: 'subject', ...scopeOf(form) };
      return form.accountId === known.actorId ? { by: 'actor', ...scopeOf(form) } : undefined;
    },

    /**
     * What follows from a change: partners' tokens by it end where it opens less, both people's lists of activity say it, and both are told.
     * @returns the messages' keys
     */
    async tellOfDelegation(told: {
      delegationId: string;
      version: number;
      word: DelegationWord;
      now: number;
    }): Promise<string[]> {
      const { delegationId, version, word, now } = told;
      const known = await store.delegations.byId(delegationId);
      if (!known || word === 'waits') return [];
      const { actorId, subjectId } = known;
      if (word !== 'live' && word !== 'confirmed') await store.oidc.endDelegation(actorId, delegationId);
      const people = subjectId ? [actorId, subjectId] : [actorId];
      await note(known, `delegation.${word}`, people, now, String(version));
      return tellBoth(people, `delegation-${delegationId}-${version}`, `delegation-${word}`, now);
    },

    /** It is to be looked at again soon. @returns the messages' keys */
    async tellOfReview({ delegationId, key, now }: { delegationId: string; key: string; now: number }) {
      const known = await store.delegations.byId(delegationId);
      if (!known?.subjectId) return [];
      const people = [known.actorId, known.subjectId];
      return tellBoth(people, `delegation-${delegationId}-review-${key}`, 'delegation-review', now);
    },
  };

  async function tellBoth(people: readonly string[], key: string, template: string, now: number): Promise<string[]> {
    const keys: string[] = [];
    for (const [index, id] of people.entries()) {
      const account = await store.accounts.byId(id);
      if (account) keys.push(...(await put(account, `${key}-${index}`, template, now)));
    }
    return keys;
  }

  function put(account: Account, key: string, template: string, now: number): Promise<string[]> {
    const params = { url: `${suretyUrl}/account/delegations` };
    return store.notices.put(account, { key, template, params }, new Date(now));
  }

  async function note({ id }: Delegation, action: string, people: readonly string[], now: number, key: string) {
    const actor = { kind: 'system', id: 'delegation' } as const;
    const about = { at: new Date(now), actor, action, details: { delegationId: id } };
    for (const [index, accountId] of people.entries())
      await store.audit.append({ ...about, accountId }, `delegation-${id}-${key}-${index}`);
  }
}

export type DelegationActivities = ReturnType<typeof createDelegationActivities>;

const scopeOf = ({ partners, kinds }: DelegationScope): DelegationScope => ({ partners, kinds: readKinds(kinds) });
