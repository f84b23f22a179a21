import type { VerificationFormValues } from '../../domain/journey/form-values.js';
import { pictureCheck } from '../../domain/sandbox/by-reason.js';
import { atAttempt, type ForcedCheck } from '../../domain/sandbox/forced.js';
import { reasonInPicture } from '../../domain/sandbox/picture-mark.js';
import type { CheckResult } from '../../domain/verification/check-results.js';
import type { Store } from '../../store/database.js';
import { auditOfCheck } from '../checks/audit-of-check.js';
import type { DocumentFact } from '../checks/check-document.js';
import type { FaceFact } from '../checks/check-face.js';
import type { CheckInput } from '../checks/check-input.js';
import type { TestPeople, TestPersonFound } from './test-people.js';

/** The version that the audit and the facts of a case name where nothing was really looked at. */
const version = 'sandbox';

type ForcedStore = Pick<Store, 'forms' | 'evidence' | 'audit'>;

/**
 * What the checks of test people come to, without looking at their pictures: what the test person is for, or what a test document
 * itself says. Undefined for everybody else, whose evidence is checked as in live.
 */
export function forcedChecks(store: ForcedStore, people: TestPeople) {
  const checkOf = (check: 'document' | 'face') =>
    async function forcedCheck(input: CheckInput): Promise<CheckResult | undefined> {
      const person = await people.of(input.accountId);
      if (!person) return undefined;
      const { evidenceIds = [] } = (await store.forms.get<VerificationFormValues['document']>(input.form)) ?? {};
      const said = await saidByPicture(input.caseId, evidenceIds.at(-1), check);
      const forced = said ?? (atAttempt(person.forced[check], input.attempt) as ForcedCheck);
      await (check === 'document' ? leaveReading(person, forced, input) : leaveMatch(forced, input));
      await note(check, forced, input);
      const asksOther = forced.reasons.includes('document_other_side_needed');
      return asksOther ? { ...forced, otherSide: { side: 'back', kept: evidenceIds } } : { ...forced };
    };
  return { document: checkOf('document'), face: checkOf('face') };

  async function saidByPicture(caseId: string, id: string | undefined, check: 'document' | 'face') {
    const piece = id === undefined ? undefined : await store.evidence.get(caseId, id);
    const reason = piece && reasonInPicture(piece.bytes);
    return reason && pictureCheck(reason, check);
  }

  /** What the document check would have read: the decision and caseworkers look at it as at any other. */
  async function leaveReading(
    { identity }: TestPersonFound,
    { verdict, reasons, signals = [] }: ForcedCheck,
    input: CheckInput,
  ) {
    const fields: NonNullable<DocumentFact['fields']> = {
      documentCode: 'P',
      issuer: 'GBR',
      nationality: 'GBR',
      surname: identity.familyName.toUpperCase(),
      givenNames: identity.givenNames.toUpperCase(),
      documentNumber: identity.documentNumber,
      birthDate: identity.birthDate,
      sex: 'X',
      expiryDate: `${new Date(input.now).getUTCFullYear() + 5}-05-31`,
      namesMayBeCut: false,
    };
    const known = { verdict, signals, reasons, accepted: verdict === 'good' };
    const kept: DocumentFact = verdict === 'retake' ? known : { kind: 'passport', fields, ...known };
    await store.evidence.putFact(input.caseId, 'document-reading', input.attempt, kept, new Date(input.now));
  }

  async function leaveMatch({ verdict, reasons }: ForcedCheck, { caseId, attempt, now }: CheckInput) {
    const source = reasons.includes('face_not_live_captured') ? 'upload' : 'live';
    const fact: FaceFact = { source, verdict, reasons, version };
    await store.evidence.putFact(caseId, 'face-result', attempt, fact, new Date(now));
  }

  async function note(check: 'document' | 'face', forced: ForcedCheck, input: CheckInput) {
    const { caseId, accountId, attempt, now } = input;
    const actor = { kind: 'system', id: version } as const;
    const action = check === 'document' ? 'document.checked' : 'face.compared';
    const details = { ...auditOfCheck(forced), version };
    await store.audit.append(
      { at: new Date(now), actor, action, accountId, caseId, details },
      `${check}-${caseId}-${attempt}`,
    );
  }
}
