import { FACE_MATCH_ACCEPT, FACE_MATCH_LIMIT } from '../../../evidence/face/match.js';
import type { Review } from '../../../store/casework/review.js';
import type { Store } from '../../../store/database.js';
import type { Language } from '../../words/languages.js';
import { dateTime, plainDate } from '../../words/times.js';
import { notesAmong, noteView } from '../notes/notes.js';
import { clockView } from '../service-clock.js';
import { type ComparisonRow, compareSources, formerNames, isFormerName } from './comparison.js';
import { earlierOf } from './earlier.js';
import { explanationView, signalsView } from './explanation.js';
import type { CaseFacts, DocumentFact, FaceFact } from './facts.js';
import { markDifferences } from './mark-differences.js';
import { listMeasures } from './measures.js';
import { openFacts } from './open-facts.js';
import { onePerPose, sortPictures } from './pictures.js';

const HISTORY = 100;

/** As many stills of the scan as can be chosen to be laid upon the portrait. */
const mostStills = 12;

/** What the case page shows, opened from the sealed evidence. Missing pieces are left out: the page says so. */
export async function caseView(store: Store, review: Review, checkerId: string, language: Language) {
  const { caseId } = review;
  const { evidence } = store;
  const shown = async () => {
    const pieces = await evidence.list(caseId);
    const notes = notesAmong(pieces, review, checkerId);
    return { pieces, notes, opened: await openFacts(store, caseId, pieces, notes) };
  };
  const [state, history, earlier, { pieces, notes, opened }] = await Promise.all([
    store.cases.byId(caseId),
    store.audit.ofCase(caseId, HISTORY),
    earlierOf(store, review, language),
    shown(),
  ]);
  const { details, pds, document, face, explanation, drawn } = opened;
  const pictures = sortPictures(pieces);
  const facts: CaseFacts = { details, pds, document, face };
  return {
    clockNow: clockView(review, new Date(), language),
    held: review.hold?.reason,
    notes: notes.flatMap((note) => {
      const text = opened.notes.get(note._id);
      return text === undefined ? [] : [noteView(note, text, checkerId, language)];
    }),
    reasons: review.reasons,
    signals: signalsView(review),
    two: review.checkers === 2,
    disputed: review.second !== undefined,
    explanation: explanationView(explanation),
    recovery: state?.recovery,
    drawn,
    wanted: state?.wanted,
    reached: state?.reached,
    attempts: state?.attempts,
    pictures: { ...pictures, ...onePerPose(pictures.face), stills: pictures.face.slice(0, mostStills) },
    comparison: compareSources(facts).map((row) => rowView(row, language)),
    earlier,
    known: { typed: Boolean(details), pds: Boolean(pds), document: Boolean(document?.fields ?? document?.reading) },
    formerNames: formerNames(pds),
    typedFormerName: isFormerName(facts),
    reading: readingView(document, language),
    face: face && faceView(face),
    history: history.map(({ at, actor, action }) => ({ at: dateTime(at, language), actor: actor.kind, action })),
  };
}

/** A row with its dates in words, and where it differs, with the letters that do. */
function rowView(row: ComparisonRow, language: Language) {
  const said = (text?: string) => (text && row.field === 'birthDate' ? plainDate(text, language) : text);
  const [typed, pds, document] = [said(row.typed), said(row.pds), said(row.document)];
  const marked = (text: string | undefined, other: string | undefined) =>
    text && (row.differs.length > 0 && other ? markDifferences(text, other) : [{ text, differs: false }]);
  return {
    ...{ field: row.field, differs: row.differs, compared: row.compared },
    typed: marked(typed, row.differs.includes('typed-pds') ? pds : document),
    pds: marked(pds, typed ?? document),
    document: marked(document, row.differs.includes('typed-document') ? typed : pds),
  };
}

/** What was read: of a licence there are fields without machine-readable lines. */
function readingView(document: DocumentFact | undefined, language: Language) {
  const reading = document?.reading;
  const read = document?.fields ?? reading?.fields;
  if (!read) return undefined;
  const { documentCode, issuer, documentNumber, nationality, sex, birthDate, expiryDate, surname, givenNames } = read;
  const fields = {
    ...{ documentCode, issuer, documentNumber, surname, givenNames, nationality },
    birthDate: birthDate && plainDate(birthDate, language),
    sex,
    expiryDate: expiryDate && plainDate(expiryDate, language),
  };
  return {
    fields,
    zone: reading && {
      lines: reading.lines,
      percent: Math.round(reading.confidence * 100),
      confident: reading.confident,
      checkDigitsValid: reading.checkDigitsValid,
    },
  };
}

function faceView(face: FaceFact) {
  const { distance, verdict, version, source, liveness, reasons = [] } = face;
  return {
    distance: distance?.toFixed(3),
    verdict,
    reasons,
    version,
    source,
    accept: FACE_MATCH_ACCEPT,
    limit: FACE_MATCH_LIMIT,
    liveness: liveness && {
      passed: liveness.passed,
      reasons: liveness.reasons,
      measures: listMeasures(liveness.measures),
    },
  };
}
