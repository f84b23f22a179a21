import { describe, expect, test } from '@jest/globals';
import type { DocumentReading } from '../../evidence/document/read-document.js';
import type { Portrait } from '../../evidence/face/portrait.js';
import { judgeDocument } from './judge-document.js';
import type { SeenPiece } from './see-piece.js';

const details = { givenNames: 'Amelia', familyName: 'Thornton', birthDate: '1988-04-17' };
const fields = {
  ...{ issuer: 'UTO', documentNumber: 'C01X00T47', surname: 'THORNTON', givenNames: 'AMELIA ROSE', sex: 'F' as const },
  ...{ birthDate: '1988-04-17', expiryDate: '2031-05-31', namesMayBeCut: false },
};
const line = (text: string) => ({ text, words: [] });
const base: DocumentReading = {
  ...{ kind: 'unknown', side: undefined, mrz: undefined, fields: undefined, accepted: false },
  ...{ reasons: ['document_unreadable'], signals: [], corners: undefined, print: [] },
};
const portraitOf = (eyeDistance: number) => ({ eyeDistance }) as Portrait;

let ids = 0;
const piece = (reading: Partial<DocumentReading>, eyes?: number): SeenPiece => ({
  id: `piece-${++ids}`,
  reading: { ...base, ...reading },
  portrait: eyes ? portraitOf(eyes) : undefined,
});
const sure = { fields, accepted: true, reasons: [] };
const passport = (eyes?: number, more: Partial<DocumentReading> = {}) =>
  piece({ kind: 'passport', side: 'front', ...sure, ...more }, eyes);
const back = (more: Partial<DocumentReading> = {}) => piece({ kind: 'identity-card', side: 'back', ...sure, ...more });
const front = (print = ['THORNTON', 'AMELIA ROSE', '17.04.1988']) =>
  piece({ kind: 'identity-card', side: 'front', reasons: ['document_other_side_needed'], print: print.map(line) }, 40);
const judged = (...pieces: SeenPiece[]) => judgeDocument(pieces, details).check;
const good = { verdict: 'good', reasons: [] };
const retake = (...reasons: string[]) => ({ verdict: 'retake', reasons });
const refer = (...reasons: string[]) => ({ verdict: 'refer', reasons });
const cardShape = [
  { x: 0, y: 0 },
  { x: 1586, y: 0 },
  { x: 1586, y: 1000 },
  { x: 0, y: 1000 },
] as const;

describe('Pictures of one document', () => {
  test('one does for a passport and for a licence', () => {
    expect(judged(passport(40))).toEqual(good);
    expect(judged(passport(40, { kind: 'driving-licence' }))).toEqual(good);
  });

  test('of a card the other side is asked for alone, whichever came first, and both together do', () => {
    const [one, other] = [front(), back()];
    expect(judged(other)).toEqual({
      ...retake('document_other_side_needed'),
      otherSide: { side: 'front', kept: [other.id] },
    });
    expect(judged(one)).toEqual({
      ...retake('document_other_side_needed'),
      otherSide: { side: 'back', kept: [one.id] },
    });
    expect(judged(one, other)).toEqual(good);
    expect(judged(other, one)).toEqual(good);
  });

  test('a card front whose heading nobody knows is told by portrait and shape', () => {
    const unknown = piece({ corners: cardShape }, 40);
    expect(judged(unknown)).toMatchObject(retake('document_other_side_needed'));
    expect(judged(piece({ corners: cardShape }))).toEqual(retake('document_unreadable'));
    expect(judged(piece({}, 40))).toEqual(retake('document_unreadable'));
  });

  test('a portrait is never used with the lines of another card', () => {
    expect(judged(front(['SOMEBODY', 'ELSE', '01.02.1990']), back())).toEqual(refer('document_sides_differ'));
    const another = passport(40, { fields: { ...fields, documentNumber: 'X99999999' }, kind: 'identity-card' });
    expect(judged(back(), another)).toEqual(retake('document_sides_differ'));
  });

  test('only the side that failed is asked for again', () => {
    const [good1, blurred] = [back(), { id: 'blurred', reasons: ['photo_blurred'] } as SeenPiece];
    expect(judged(good1, blurred)).toEqual({
      ...retake('photo_blurred'),
      otherSide: { side: 'front', kept: [good1.id] },
    });
    const [one, other] = [back(), back()];
    expect(judged(one, other)).toEqual({
      ...retake('document_no_portrait'),
      otherSide: { side: 'front', kept: [one.id] },
    });
    const twice = [front(), front()] as const;
    expect(judged(...twice)).toEqual({
      ...retake('document_unreadable'),
      otherSide: { side: 'back', kept: [twice[0].id] },
    });
  });

  test('what no photo mends is said before anything else', () => {
    expect(judged(passport(undefined, { reasons: ['document_expired'] }))).toEqual(retake('document_expired'));
    expect(judged(passport(40, { kind: 'visa', accepted: false, reasons: ['document_not_accepted'] }))).toEqual(
      retake('document_not_accepted'),
    );
    expect(judged(front(), back({ reasons: ['document_expired'] }))).toEqual(retake('document_expired'));
  });

  test('a missing, a small portrait and no picture at all are named', () => {
    expect(judged(passport())).toEqual(retake('document_no_portrait'));
    expect(judged(passport(21.9))).toEqual(retake('photo_too_small'));
    expect(judged()).toEqual(retake('document_not_found'));
  });

  test('lines that the edge of the picture cut are asked for again, whatever is missing besides', () => {
    const cut = { accepted: false, reasons: ['document_cut_off' as const] };
    expect(judged(passport(undefined, cut))).toEqual(retake('document_cut_off'));
    expect(judged(back(cut), front())).toEqual(retake('document_cut_off'));
  });

  test('a doubtful reading, and one without a last day, go to a person', () => {
    expect(judged(passport(40, { accepted: false, reasons: ['document_too_far'] }))).toEqual(
      retake('document_too_far'),
    );
    expect(judged(passport(40, { accepted: false, reasons: ['document_low_confidence'] }))).toEqual(
      refer('document_low_confidence'),
    );
    expect(judged(passport(40, { fields: { ...fields, expiryDate: undefined } }))).toEqual(
      refer('document_low_confidence'),
    );
  });

  test('differences from the details go to a person, as does not knowing any', () => {
    const other = { ...details, familyName: 'Thorn', birthDate: '1988-04-18' };
    const differences = refer('document_name_differs', 'document_birth_date_differs');
    expect(judgeDocument([passport(40)], other).check).toEqual(differences);
    expect(judgeDocument([passport(40)], undefined).check).toEqual(differences);
  });

  test('signals of all pictures are kept, each once, the stronger', () => {
    const weak = { code: 'document_of_screen', strength: 'weak' } as const;
    const strong = { code: 'document_of_screen', strength: 'strong' } as const;
    const copy = { code: 'document_photocopy', strength: 'strong' } as const;
    const one = { ...front() } as Extract<SeenPiece, { reading: DocumentReading }>;
    one.reading = { ...one.reading, signals: [strong, copy] };
    expect(judged(back({ signals: [weak] }), one).signals).toEqual([strong, copy]);
    expect(judged(one, back({ signals: [weak] })).signals).toEqual([strong, copy]);
  });
});
