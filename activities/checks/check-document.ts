import type { CheckResult } from '../../domain/check-results.js';
import type { VerificationFormValues } from '../../domain/form-values.js';
import type { Details } from '../../domain/identity.js';
import type { Reason } from '../../domain/reasons.js';
import { findPortrait } from '../../evidence/face/portrait.js';
import { type RgbImage, toGrey } from '../../evidence/image/image.js';
import { CONFIDENT, type MrzReading } from '../../evidence/mrz/read-mrz.js';
import {
  type Comparison,
  compareMrzWithDetails,
  type DetailsToCompare,
} from '../../evidence/mrz/text/compare-with-details.js';
import { checkDocumentPhoto } from '../../evidence/photo/check-document-photo.js';
import type { CheckDeps, CheckInput } from './activities.js';
import { auditOfCheck } from './audit-of-check.js';
import { decodeEvidence } from './decode-evidence.js';
import { encodeJpeg } from './encode-jpeg.js';

/** What is kept (sealed) of a document check, for the decision and for checkers. */
export type DocumentFact = { reading?: MrzReading; comparison?: Comparison; reasons: Reason[] };

const retake = (...reasons: Reason[]): CheckResult => ({ verdict: 'retake', reasons });

/** A printed portrait smaller than this between the eyes (px) matches by luck (FNMR 2.6 % at 22, 9.4 % at 15). */
const smallestPortrait = 22;

/** Photo identity is accepted up to 12 months after it expired. */
const monthsAfterExpiry = 12;

/** The check of a photographed document: photo quality → MRZ → accepted and not long expired → comparison with the details → portrait. */
export function checkDocumentActivity({ store, decoder, faces, mrz }: CheckDeps) {
  return {
    async checkDocument(input: CheckInput): Promise<CheckResult> {
      const { caseId, attempt } = input;
      const now = new Date(input.now);
      const form = await store.forms.get<VerificationFormValues['document']>(input.form);
      const piece = form?.evidenceIds[0] && (await store.evidence.get(caseId, form.evidenceIds[0]));
      if (!piece) return retake('document_not_found');
      const decoded = await decodeEvidence(decoder, piece.bytes);
      if ('reason' in decoded) return retake(decoded.reason);
      const { image } = decoded;
      const photo = checkDocumentPhoto(image);
      if (!photo.ok) return retake(...photo.reasons);
      const reading = await mrz.read(toGrey(image), now.toISOString().slice(0, 10));
      const result = await judge(image, reading, input);
      const fact: DocumentFact = { ...(reading ? { reading } : {}), ...result.fact, reasons: result.check.reasons };
      await store.evidence.putFact(caseId, 'document-reading', attempt, fact, now);
      await note(result.check, reading, input);
      return result.check;
    },
  };

  async function judge(image: RgbImage, reading: MrzReading | undefined, input: CheckInput) {
    if (!reading) return { check: retake('document_unreadable') };
    const { fields } = reading;
    // Without a check digit in doubt the kind and the dates can be told to the person; a doubtful reading is a checker's matter.
    if (reading.confident && !(reading.format === 'TD3' && fields.documentCode.startsWith('P'))) {
      return { check: retake('document_not_accepted') };
    }
    const { expiryDate } = fields;
    if (reading.confident && expiryDate && longExpired(expiryDate, input.now)) {
      return { check: retake('document_expired') };
    }
    if (!(await keepPortrait(image, input))) return { check: retake('document_no_portrait') };
    // A date of expiry that is none, with a right check digit, is no misreading: who knows what it is.
    if (!reading.confident || !expiryDate) return { check: refer('document_low_confidence') };
    const details = await detailsOf(input);
    const comparison = details && compareMrzWithDetails(fields, details);
    const differences: Reason[] = [];
    if (!comparison || comparison.familyName === 'differs' || comparison.givenNames === 'differs') {
      differences.push('document_name_differs');
    }
    if (!comparison || comparison.birthDate === 'differs') differences.push('document_birth_date_differs');
    const check: CheckResult = differences.length > 0 ? refer(...differences) : { verdict: 'good', reasons: [] };
    return { check, fact: comparison ? { comparison } : {} };
  }

  /** What the machine concluded and from which reader, for good: the reading itself goes with the case. */
  async function note(check: CheckResult, reading: MrzReading | undefined, input: CheckInput): Promise<void> {
    const { caseId, accountId, attempt } = input;
    const entry = {
      at: new Date(input.now),
      actor: { kind: 'system', id: 'document-check' } as const,
      action: 'document.checked',
      accountId,
      caseId,
      details: {
        ...auditOfCheck(check),
        version: mrz.version,
        threshold: CONFIDENT,
        ...(reading ? { confidence: reading.confidence } : {}),
      },
    };
    await store.audit.append(entry, `document-${caseId}-${attempt}`);
  }

  /** What the document must agree with: what was typed in this case, else what an earlier case proved. */
  async function detailsOf({ caseId, accountId }: CheckInput): Promise<DetailsToCompare | undefined> {
    const typed = await store.evidence.fact<Details>(caseId, 'details');
    if (typed) return typed;
    const account = await store.accounts.byId(accountId);
    const proved = account && store.accounts.identity(account);
    return proved ? { ...proved, givenNames: proved.givenNames.join(' ') } : undefined;
  }

  async function keepPortrait(image: RgbImage, { caseId, attempt, now }: CheckInput): Promise<boolean> {
    const portrait = await findPortrait(faces, image);
    if (!portrait || portrait.eyeDistance < smallestPortrait) return false;
    await store.evidence.put({
      id: `${caseId}-portrait-${attempt}`,
      caseId,
      slot: 'portrait',
      attempt,
      bytes: await encodeJpeg(portrait.image),
      mediaType: 'image/jpeg',
      now: new Date(now),
    });
    return true;
  }
}

function refer(...reasons: Reason[]): CheckResult {
  return { verdict: 'refer', reasons };
}

/** The last day still counts. */
function longExpired(expiryDate: string, now: number): boolean {
  const last = new Date(`${expiryDate}T00:00:00Z`);
  last.setUTCMonth(last.getUTCMonth() + monthsAfterExpiry);
  return last.toISOString().slice(0, 10) < new Date(now).toISOString().slice(0, 10);
}
