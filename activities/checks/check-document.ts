import type { VerificationFormValues } from '../../domain/journey/form-values.js';
import type { Reason } from '../../domain/journey/reasons.js';
import type { Details } from '../../domain/person/identity.js';
import type { CheckResult } from '../../domain/verification/check-results.js';
import type { Signal } from '../../domain/verification/signals.js';
import type { DocumentFields } from '../../evidence/document/document-fields.js';
import type { DocumentKind } from '../../evidence/document/kind.js';
import type { Portrait } from '../../evidence/face/portrait.js';
import { CONFIDENT, type MrzReading } from '../../evidence/mrz/read-mrz.js';
import type { Comparison, DetailsToCompare } from '../../evidence/mrz/text/compare-with-details.js';
import { auditOfCheck } from './audit-of-check.js';
import type { CheckInput } from './check-input.js';
import type { CheckDeps } from './deps.js';
import { encodeJpeg } from './encode-jpeg.js';
import { type DocumentJudgement, judgeDocument } from './judge-document.js';
import { type SeenPiece, seePiece } from './see-piece.js';

/** What is kept (sealed) of a document check, for the decision and for checkers. */
export type DocumentFact = {
  kind?: DocumentKind;
  /** The machine-readable zone, where there is one. */
  reading?: MrzReading;
  /** From the zone or from a licence's print. */
  fields?: DocumentFields;
  /** The fields are sure enough to decide by machine. */
  accepted: boolean;
  comparison?: Comparison;
  verdict: CheckResult['verdict'];
  signals: Signal[];
  reasons: Reason[];
};

/** A card has two sides. */
const MOST_PIECES = 2;

/** The check of a photographed document: each picture read, both sides of a card together, compared with the details; its portrait kept. */
export function checkDocumentActivity({ store, decoder, faces, mrz, print }: CheckDeps) {
  return {
    async checkDocument(input: CheckInput): Promise<CheckResult> {
      const { caseId, attempt } = input;
      const now = new Date(input.now);
      const form = await store.forms.get<VerificationFormValues['document']>(input.form);
      const pieces: SeenPiece[] = [];
      for (const id of new Set(form?.evidenceIds.slice(0, MOST_PIECES))) {
        const piece = await store.evidence.get(caseId, id);
        if (!piece) return { verdict: 'retake', reasons: ['document_not_found'] };
        const tools = { decoder, faces, mrz, print };
        pieces.push(await seePiece({ id, bytes: piece.bytes }, tools, now.toISOString().slice(0, 10)));
      }
      const judgement = judgeDocument(pieces, await detailsOf(input));
      const { check, portrait } = judgement;
      if (portrait && check.verdict !== 'retake') await keepPortrait(portrait, input);
      await store.evidence.putFact(caseId, 'document-reading', attempt, factOf(judgement), now);
      await note(judgement, input);
      const kind = judgement.reading?.kind;
      return kind && kind !== 'unknown' ? { ...check, document: kind } : check;
    },
  };

  /** What the machine concluded and from which reader, for good: the reading itself goes with the case. */
  async function note({ check, reading }: DocumentJudgement, input: CheckInput): Promise<void> {
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
        ...(reading ? { kind: reading.kind } : {}),
        ...(reading?.mrz ? { confidence: reading.mrz.confidence } : {}),
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

  async function keepPortrait(portrait: Portrait, { caseId, attempt, now }: CheckInput): Promise<void> {
    await store.evidence.put({
      id: `${caseId}-portrait-${attempt}`,
      caseId,
      slot: 'portrait',
      attempt,
      bytes: await encodeJpeg(portrait.image),
      mediaType: 'image/jpeg',
      now: new Date(now),
    });
  }
}

function factOf({ check, reading, comparison }: DocumentJudgement): DocumentFact {
  return {
    ...(reading ? { kind: reading.kind } : {}),
    ...(reading?.mrz ? { reading: reading.mrz } : {}),
    ...(reading?.fields ? { fields: reading.fields } : {}),
    // A document of which nobody knows whether it is in date is a checker's matter.
    accepted: Boolean(reading?.accepted && reading.fields?.expiryDate),
    ...(comparison ? { comparison } : {}),
    verdict: check.verdict,
    signals: check.signals ?? [],
    reasons: check.reasons,
  };
}
