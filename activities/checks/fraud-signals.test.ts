import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FACE_SEARCH } from '../../evidence/face/search.js';
import { randomId } from '../../platform/random-id.js';
import type { Store } from '../../store/database.js';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import type { CheckInput } from './check-input.js';
import { withDocumentSignals } from './fraud-signals.js';
import type { ReadDocument } from './known-document.js';
import { searchFaces } from './search-faces.js';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await openTestStore());
});
afterAll(() => drop?.());

const now = new Date('2026-11-22T12:00:00Z');
const inputOf = (accountId = randomId()): CheckInput => ({
  caseId: randomId(),
  accountId,
  form: randomId(),
  attempt: 1,
  now: now.getTime(),
});
const good = { verdict: 'good', reasons: [] } as const;

describe('The signs of fraud of a document', () => {
  const passport = (documentNumber: string, accepted = true): ReadDocument => ({
    kind: 'passport',
    fields: {
      ...{ issuer: 'GBR', documentNumber, surname: 'A', givenNames: 'B', birthDate: '1984-02-29', sex: 'F' },
      ...{ expiryDate: '2031-01-01', namesMayBeCut: false },
    },
    accepted,
  });
  const shown = async (document: ReadDocument | undefined, input = inputOf()) => {
    if (document) await store.evidence.putFact(input.caseId, 'document-reading', 1, document, now);
    return withDocumentSignals(store, input, { ...good, reasons: [] });
  };

  test('are none for one shown again for its own account, and a strong one for another account', async () => {
    const owner = randomId();
    expect(await shown(passport('111111111'), inputOf(owner))).toEqual(good);
    expect(await shown(passport('111111111'), inputOf(owner))).toEqual(good);
    expect((await shown(passport('111111111'))).signals).toEqual([
      { code: 'document_on_other_account', strength: 'strong' },
    ]);
  });

  test('hold a number that may be misread against nobody, but know one that is blocked', async () => {
    expect(await shown(passport('222222222', false))).toEqual(good);
    expect(await shown(passport('222222222'))).toEqual(good);
    await store.blockedDocuments.add([{ issuer: 'GBR', number: '222222222' }], now);
    expect((await shown(passport('222222222', false))).signals).toEqual([
      { code: 'document_blocked', strength: 'strong' },
    ]);
  });

  test('are none where nothing was read', async () => {
    expect(await shown(undefined)).toEqual(good);
  });

  test.each([
    [['document_name_differs'], 'weak'],
    [['document_name_differs', 'document_birth_date_differs'], 'strong'],
  ] as const)('say that evidence disagrees: %s', async (reasons, strength) => {
    const result = await withDocumentSignals(store, inputOf(), { verdict: 'refer', reasons: [...reasons] });
    expect(result.signals).toEqual([{ code: 'evidence_disagrees', strength }]);
  });
});

describe('The search among faces', () => {
  const version = 'pipeline/1';
  /** A face so far away from the first. */
  const faceAt = (distance: number) => Float32Array.from({ length: 128 }, (_, at) => (at === 0 ? distance : 0));
  const search = async (values: Float32Array, accountId = randomId()) => {
    const input = inputOf(accountId);
    await store.evidence.putFact(input.caseId, 'face-template', 1, { version, values: [...values] }, now);
    const signals = await searchFaces(store, input);
    const [entry] = await store.audit.ofCase(input.caseId, 1);
    return { signals, entry };
  };

  test('finds a face kept for another account, through any number of blocks, and not the account’s own', async () => {
    const holder = randomId();
    await store.faceTemplates.consent(holder, now);
    await store.faceTemplates.keep(holder, faceAt(0), version, now);
    const near = faceAt(FACE_SEARCH.strong - 0.01);
    expect((await search(near, holder)).signals).toEqual([]);
    const { signals, entry } = await search(near);
    expect(signals).toEqual([{ code: 'face_on_other_account', strength: 'strong' }]);
    expect(entry).toMatchObject({ action: 'face.searched', details: { compared: 1, found: true } });
    expect(JSON.stringify(entry)).not.toContain(holder);
    expect((await search(faceAt(FACE_SEARCH.weak - 0.01))).signals).toMatchObject([{ strength: 'weak' }]);
    expect((await search(faceAt(FACE_SEARCH.weak + 0.01))).signals).toEqual([]);

    await store.faceTemplates.erase(holder);
    const gone = await search(near);
    expect(gone.signals).toEqual([]);
    expect(gone.entry?.details).toMatchObject({ compared: 0, found: false });
  });

  test('is not made where the check left no face', async () => {
    expect(await searchFaces(store, inputOf())).toEqual([]);
  });
});
