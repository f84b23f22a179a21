import { createHash } from 'node:crypto';
import {
  keysKeptFor,
  type LinkageKeys,
  type LinkageProblem,
  type LinkageState,
  loopAfter,
  parsePaperKey,
} from '../../domain/linkage/linkage.js';
import type { Identity } from '../../domain/person/identity.js';
import { counter } from '../../platform/metrics/metrics.js';
import type { Store } from '../../store/database.js';
import { publishEvents } from '../../store/partners/publish-events.js';
import type { GpPatient, GpSystem } from '../gp-system/client.js';
import type { PdsClient } from '../pds/client.js';
import type { TestPeople } from '../sandbox/test-people.js';
import { testPersonsKeys } from './test-persons-keys.js';

const outcomes = counter('surety_linkage_keys_total', 'Linkage keys asked for, by what came of it', [
  'from',
  'outcome',
]);

export type LinkageDeps = {
  store: Store;
  pds: Pick<PdsClient, 'trace'>;
  /** Absent: linkage keys are not offered, and nobody asks for any. */
  gpSystem: GpSystem | undefined;
  testPeople: TestPeople | undefined;
};

/** One turn of a linkage: what the person asked for, or the beginning. */
export type LinkageTurn = { linkageId: string; accountId: string; partnerId: string; turn: number; now: number };

/** `ready`: the keys lie sealed in the store. */
export type LinkageOutcome = 'ready' | LinkageProblem;

/** Gets a person's linkage keys for a partner. Idempotent; arguments and answers hold ids, codes and times only. */
export function createLinkageActivities({ store, pds, gpSystem, testPeople }: LinkageDeps) {
  return {
    async projectLinkage(state: LinkageState): Promise<void> {
      await store.linkages.project(state);
    },

    async endLinkage({ linkageId }: { linkageId: string }): Promise<void> {
      await store.linkages.end(linkageId);
    },

    /** Asks the GP system for the keys of the person's present surgery, and whether they can be used. */
    async retrieveLinkageKeys(turn: LinkageTurn): Promise<LinkageOutcome> {
      return counted('gp_system', await retrieved(turn));
    },

    /** Looks at the key that the person typed from paper. @param nonce of its form */
    async checkPaperKey(turn: LinkageTurn & { nonce: string }): Promise<LinkageOutcome> {
      return counted('paper', await checked(turn));
    },

    /** What was typed is kept no longer than it is looked at, right or wrong. */
    async forgetPaperKey({ nonce }: { nonce: string }): Promise<void> {
      await store.forms.erase(nonce);
    },
  };

  function counted(from: 'gp_system' | 'paper', outcome: LinkageOutcome): LinkageOutcome {
    outcomes.inc({ from, outcome });
    return outcome;
  }

  async function retrieved(turn: LinkageTurn): Promise<LinkageOutcome> {
    const found = await patientOf(turn);
    if (typeof found === 'string') return found;
    const { system, patient, email } = found;
    const purpose = `linkage ${turn.linkageId} ${turn.turn}`;
    const keys = await system.retrieve(patient, email, `${purpose} retrieve`);
    if (typeof keys === 'string') return keys;
    const checked = await system.check(patient, keys, `${purpose} check`);
    if (checked !== 'good') await store.linkages.noteRejected(turn.linkageId, keys, turn.turn);
    if (await loops(turn, keys)) return 'linkage_loop';
    return checked === 'good' ? keep(turn, keys) : checked;
  }

  async function checked(turn: LinkageTurn & { nonce: string }): Promise<LinkageOutcome> {
    const typed = await store.forms.get<LinkageKeys>(turn.nonce);
    const { keys, errors } = parsePaperKey(typed ?? { odsCode: '', userId: '', key: '' });
    if (Object.keys(errors).length > 0) return 'linkage_key_wrong';
    const found = await patientOf(turn);
    if (typeof found === 'string') return found;
    const { system, patient } = found;
    if (keys.odsCode !== patient.odsCode) return 'linkage_moved_practice';
    const checked = await system.check(patient, keys, `linkage ${turn.linkageId} ${turn.turn} paper`);
    if (checked !== 'good') return checked;
    if (await loops(turn, keys)) return 'linkage_loop';
    return keep(turn, keys);
  }

  async function keep({ linkageId, now }: LinkageTurn, keys: LinkageKeys): Promise<'ready'> {
    await store.linkages.keep(linkageId, keys, new Date(now + keysKeptFor));
    return 'ready';
  }

  /** Whether these keys were got and rejected so often that they are of no use; the partner is told so, once for each linkage. */
  async function loops({ linkageId, accountId, partnerId, now }: LinkageTurn, keys: LinkageKeys): Promise<boolean> {
    const at = new Date(now);
    const { released, rejected } = await store.linkages.timesSeen(accountId, partnerId, keys, at);
    if (Math.max(released, rejected) < loopAfter) return false;
    const by = released >= loopAfter ? ('partner' as const) : ('gp_system' as const);
    const entry = { at, actor: { kind: 'system', id: 'linkage' }, accountId, serviceId: partnerId } as const;
    const details = { rejectedBy: by };
    await store.audit.append({ ...entry, action: 'linkage.loop', details }, `linkage-loop-${linkageId}`);
    const event = { partnerId, type: 'account.linkage_loop' as const, account: { sub: accountId, rejected_by: by } };
    await publishEvents(store, [{ _id: eventId(linkageId), ...event, createdAt: at }]);
    return true;
  }

  /** Whose keys they are to be, by PDS of now: the surgery of the day of the verification may not be theirs any more. */
  async function patientOf({
    linkageId,
    accountId,
    turn,
  }: LinkageTurn): Promise<{ system: GpSystem; patient: GpPatient; email: string } | LinkageProblem> {
    const account = await store.accounts.byId(accountId);
    const identity = account && store.accounts.identity(account);
    if (!account || account.blocked || account.level !== 'P9' || !identity?.nhsNumber) return 'linkage_cannot_connect';
    const { email } = store.accounts.contacts(account);
    const { nhsNumber, familyName, birthDate } = identity;
    const testPerson = await testPeople?.of(accountId);
    if (testPerson) {
      const system = testPersonsKeys(testPerson, turn);
      return { system, email, patient: { nhsNumber, familyName, birthDate, odsCode: system.odsCode } };
    }
    if (!gpSystem) return 'linkage_cannot_connect';
    const traced = await pds.trace({ ...detailsOf(identity), nhsNumber }, `linkage ${linkageId} ${turn} pds`);
    const odsCode = traced.kind === 'match' ? traced.identity.gpOdsCode : undefined;
    if (!odsCode) return 'linkage_no_practice';
    return { system: gpSystem, email, patient: { nhsNumber, familyName, birthDate, odsCode } };
  }
}

export type LinkageActivities = ReturnType<typeof createLinkageActivities>;

const detailsOf = ({ familyName, givenNames, birthDate, postcode = '' }: Identity) => ({
  ...{ familyName, birthDate, postcode },
  givenNames: givenNames.join(' '),
});

const eventId = (linkageId: string): string =>
  createHash('sha256').update(`linkage loop ${linkageId}`).digest('base64url');
