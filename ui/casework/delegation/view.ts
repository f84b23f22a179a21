import { checkersFor, mayDecideOn, outcomeOf } from '../../../domain/delegation/review.js';
import type { Identity } from '../../../domain/person/identity.js';
import type { Checker } from '../../../store/casework/review.js';
import type { Store } from '../../../store/database.js';
import type { KnownDelegation } from '../../../store/delegation/delegations.js';
import type { PdsIdentity } from '../../../store/delegation/dependants.js';
import type { Language } from '../../words/languages.js';
import { plainDate } from '../../words/times.js';

/** A person as caseworkers see them. */
type Shown = { name: string; born: string; nhsNumber?: string; email?: string };

/** Whether a delegation waits for caseworkers. */
export const awaitsStaff = ({ step, basis, marks }: KnownDelegation): boolean =>
  !marks.stopped && !marks.blocked && (step === 'in-review' || (step === 'paused' && basis !== 'consent'));

/** Where it stands, as caseworkers see it. */
export const deskStep = ({ step, marks }: KnownDelegation) =>
  marks.blocked ? 'protected' : marks.stopped ? 'ended' : step;

/** What a caseworker sees of a delegation. Of two who must agree, neither sees what the other found. */
export async function deskView(store: Store, delegation: KnownDelegation, checker: Checker, language: Language) {
  const { id, actorId, subjectId, basis, step, marks, decisions, partners, kinds } = delegation;
  const shown = ({ givenNames, familyName, birthDate, nhsNumber }: Identity): Shown => ({
    name: [...givenNames, familyName].join(' '),
    born: plainDate(birthDate, language),
    ...(nhsNumber ? { nhsNumber } : {}),
  });
  const personOf = async (of: string): Promise<Shown | undefined> => {
    const found = await store.acting.personOf(of);
    const email = found?.account && store.accounts.contacts(found.account).email;
    return found && { ...shown(found.identity), ...(email ? { email } : {}) };
  };
  const [actor, subject, record, { person }, papers, guard] = await Promise.all([
    personOf(actorId),
    subjectId ? personOf(subjectId) : undefined,
    store.evidence.fact<PdsIdentity>(id, 'pds-record'),
    store.delegations.facts(id),
    store.evidence.list(id),
    subjectId ? store.safeguards.of(actorId, subjectId) : null,
  ]);
  const services = await Promise.all(partners.map(async (one) => (await store.partners.byId(one))?.name ?? one));
  const decides = awaitsStaff(delegation) && outcomeOf(basis, decisions) === undefined;
  return {
    ...{ id, basis, step: deskStep(delegation), kinds, services, actor, subject },
    typed: person && { name: `${person.givenNames} ${person.familyName}`, born: plainDate(person.birthDate, language) },
    record: record && shown(record),
    pictures: papers.filter(({ slot }) => slot === 'attached').map(({ _id }) => _id),
    checkers: checkersFor(basis),
    decides,
    mine: decides && mayDecideOn(basis, decisions, { checkerId: checker.checkerId, senior: Boolean(checker.senior) }),
    agreeable: step === 'paused' || record !== undefined,
    guarded: guard !== null || marks.blocked,
  };
}
