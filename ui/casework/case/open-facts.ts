import type { AutomationDraw } from '../../../domain/casework/automation.js';
import type { Explanation } from '../../../domain/gpg45/explain.js';
import type { Details, Identity } from '../../../domain/person/identity.js';
import type { Store } from '../../../store/database.js';
import type { ListedPiece, Slot } from '../../../store/verification/evidence.js';
import type { DocumentFact, FaceFact } from './facts.js';

/**
 * Opens what a case's page says in words, all in one read: facts of the newest attempt, and notes.
 * @param pieces what the case has, as listed
 * @param notes those of them whose texts are wanted
 * @returns of each note its text by its id; what was never found, or is erased, is left out
 */
export async function openFacts(
  { evidence }: Pick<Store, 'evidence'>,
  caseId: string,
  pieces: readonly ListedPiece[],
  notes: readonly ListedPiece[],
) {
  const wanted = {
    details: newest(pieces, 'details'),
    // What an earlier attempt had found in PDS does not count for a later one.
    pds: newest(pieces, 'pds-record', 'details'),
    document: newest(pieces, 'document-reading'),
    face: newest(pieces, 'face-result'),
    explanation: newest(pieces, 'decision'),
    drawn: newest(pieces, 'automation'),
  };
  const ids = [...Object.values(wanted), ...notes].flatMap((piece) => piece?._id ?? []);
  const found = await evidence.getAll(caseId, ids);
  const values = new Map<string, unknown>(
    found.map(({ id, bytes }) => [id, JSON.parse(Buffer.from(bytes).toString())]),
  );
  const factIn = <T>(piece: ListedPiece | undefined) => piece && (values.get(piece._id) as T | undefined);
  return {
    details: factIn<Details>(wanted.details),
    pds: factIn<Identity>(wanted.pds),
    document: factIn<DocumentFact>(wanted.document),
    face: factIn<FaceFact>(wanted.face),
    explanation: factIn<Explanation>(wanted.explanation),
    drawn: factIn<AutomationDraw>(wanted.drawn),
    notes: new Map(notes.map((note) => [note._id, factIn<string>(note)])),
  };
}

/** The piece of one slot that belongs to the newest attempt at it, or at another. */
function newest(pieces: readonly ListedPiece[], slot: Slot, newestOf: Slot = slot): ListedPiece | undefined {
  const attempt = Math.max(...pieces.filter((piece) => piece.slot === newestOf).map((piece) => piece.attempt));
  return pieces.find((piece) => piece.slot === slot && piece.attempt === attempt);
}
