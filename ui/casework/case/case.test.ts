import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { explain } from '../../../domain/gpg45/explain.js';
import type { CheckFacts } from '../../../domain/gpg45/scores.js';
import { type Reason, reasons } from '../../../domain/journey/reasons.js';
import type { Details, Identity } from '../../../domain/person/identity.js';
import { signalCodes } from '../../../domain/verification/signals.js';
import { randomId } from '../../../platform/random-id.js';
import { projectRoot } from '../../../platform/root.js';
import { type CaseworkApp, startCaseworkApp } from '../../../test/support/apps/casework-app.js';
import { press } from '../../../test/support/apps/casework-form.js';
import { compareSources, isFormerName } from './comparison.js';
import type { DocumentFact } from './facts.js';
import { markDifferences } from './mark-differences.js';
import { sortPictures } from './pictures.js';

const details: Details = { givenNames: 'Rosa', familyName: 'Lindqvist', birthDate: '1984-02-29', postcode: 'ls14ap' };
const pds: Identity = {
  nhsNumber: '9000000009',
  familyName: 'LINDQVIST',
  givenNames: ['Rosa', 'María'],
  formerNames: [{ familyName: "O'Neill", givenNames: [] }],
  birthDate: '1984-02-29',
  postcode: 'LS1 4AP',
};
const document = (fields: object = {}): DocumentFact => ({
  reading: {
    format: 'TD3',
    lines: ['P<GBRLINDQVIST<<ROSA<MARIA<<<<<<<<<<<<<<<<<<', '1234567897GBR8402297F2901019<<<<<<<<<<<<<<04'],
    fields: {
      documentCode: 'P',
      issuer: 'GBR',
      documentNumber: '123456789',
      nationality: 'GBR',
      surname: 'LINDQVIST',
      givenNames: 'ROSA MARIA',
      birthDate: '1984-02-29',
      sex: 'F',
      expiryDate: '2029-01-01',
      namesMayBeCut: false,
      ...fields,
    },
    checkDigitsValid: true,
    confidence: 0.66,
    confident: false,
  },
});
const differences = (sources: Parameters<typeof compareSources>[0]) =>
  Object.fromEntries(
    compareSources(sources).flatMap(({ field, differs }) => (differs.length ? [[field, differs]] : [])),
  );

describe('The comparison of sources', () => {
  test('finds no difference in case, accents, spaces, or middle names left out', () => {
    expect(differences({ details, pds, document: document() })).toEqual({});
  });

  test('finds each difference, between exactly the sources that differ', () => {
    const typed = { ...details, familyName: 'Lindkvist', postcode: 'LS1 4AB' };
    expect(differences({ details: typed, pds, document: document() })).toEqual({
      familyName: ['typed-pds', 'typed-document'],
      postcode: ['typed-pds'],
    });
    expect(differences({ details, pds, document: document({ birthDate: '1984-02-28' }) })).toEqual({
      birthDate: ['typed-document', 'pds-document'],
    });
  });

  test('says what could not be compared', () => {
    expect(compareSources({}).some(({ compared }) => compared)).toBe(false);
    expect(compareSources({ details }).some(({ compared }) => compared)).toBe(false);
    expect(differences({ details, document: document({ givenNames: 'EVA' }) })).toEqual({
      givenNames: ['typed-document'],
    });
  });

  test('knows a former name', () => {
    expect(isFormerName({ details: { ...details, familyName: 'oneill' }, pds })).toBe(true);
    expect(isFormerName({ details, pds })).toBe(false);
  });
});

test('Differing letters are marked, and the text stays what it was', () => {
  const marked = (text: string, other: string) =>
    markDifferences(text, other)
      .map((piece) => (piece.differs ? `[${piece.text}]` : piece.text))
      .join('');
  expect(marked('Lindqvist', 'LINDKVIST')).toBe('Lind[q]vist');
  expect(marked('29 February 1984', '28 February 1984')).toBe('2[9] February 1984');
  expect(marked('Élan', 'elan')).toBe('Élan');
  expect(marked('Rosa', '')).toBe('[Rosa]');
  expect(marked('Rosa', 'Rosa Maria')).toBe('Rosa');
});

test('Pictures are those of the newest attempt, in the order they were taken; what is no picture is left out', () => {
  const piece = (_id: string, slot: string, attempt: number, at?: number) =>
    ({
      _id,
      slot,
      attempt,
      mediaType: 'image/jpeg',
      caseId: 'c',
      createdAt: new Date(),
      tags: at ? { pose: 'left', at } : {},
    }) as never;
  const sorted = sortPictures([
    piece('old', 'document', 1),
    piece('new', 'document', 3),
    piece('second', 'face-frame', 1, 2000),
    piece('first', 'face-frame', 1, 1000),
    { ...(piece('facts', 'details', 1) as object), mediaType: 'application/json' } as never,
  ]);
  expect(sorted.document).toMatchObject([{ id: 'new', attempt: 2 }]);
  expect(sorted.face.map(({ id }) => id)).toEqual(['first', 'second']);
  expect(sorted.earlier).toMatchObject([{ id: 'old', attempt: 1 }]);
  expect(sorted.portrait).toEqual([]);
});

test('Every reason and every sign of fraud has words for checkers in both languages', () => {
  for (const language of ['en', 'cy']) {
    const file = join(projectRoot, 'ui', 'casework', `${language}.json`);
    const words = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    const missing = [
      ...reasons.filter((reason: Reason) => !words[`reason.${reason}`]),
      ...signalCodes.filter((code) => !words[`signal.${code}`]),
    ];
    expect({ language, missing }).toEqual({ language, missing: [] });
  }
});

describe('The case page', () => {
  let at: CaseworkApp;
  beforeAll(async () => {
    at = await startCaseworkApp();
  });
  afterAll(() => at?.close());

  async function open(fill: (caseId: string) => Promise<void>) {
    const { browser } = await at.signedIn(randomId());
    const [caseId, reviewId] = [randomId(), randomId()];
    await fill(caseId);
    await at.store.reviews.open({ _id: reviewId, caseId, accountId: randomId(), reasons: [], now: new Date() });
    await press(browser, `/casework/reviews/${reviewId}/claim`);
    const answer = await browser.request(`/casework/reviews/${reviewId}`);
    return { answer, page: await answer.text(), caseId };
  }

  test('shows a case of which nothing is known, and says so', async () => {
    const { answer, page } = await open(async () => {});
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    for (const text of ['There is no picture of a document', 'Nothing was read', 'no result of a face check']) {
      expect(page).toContain(text);
    }
  });

  test('says of a recovery that it is one', async () => {
    const { page } = await open(async (id) => {
      const opening = { journeyId: 'j', wanted: 'P9', level: 'P9', nonce: randomId(), recovery: 'face' } as const;
      await at.store.cases.open({ ...opening, id, accountId: randomId(), accountEpoch: 0, now: new Date() });
    });
    expect(page).toContain('This is a recovery');
  });

  test('shows what is known, with nothing of it turned into markup, and records the look', async () => {
    const { page, caseId } = await open(async (id) => {
      const now = new Date();
      await at.store.evidence.putFact(id, 'details', 1, { ...details, familyName: '<b>"Lind"</b>' }, now);
      await at.store.evidence.putFact(id, 'pds-record', 1, pds, now);
      await at.store.evidence.putFact(id, 'document-reading', 1, document(), now);
      const face = {
        source: 'live',
        verdict: 'refer',
        reasons: ['face_near_threshold'],
        distance: 0.5731,
        version: 'v/1',
      };
      const frame = { pose: 'left', takenAt: 4200, faces: 1, yaw: -23.4, residual: 0.0812, noseShift: 0.44 };
      const liveness = { passed: true, reasons: [], measures: [frame] };
      await at.store.evidence.putFact(id, 'face-result', 1, { ...face, liveness }, now);
    });
    expect(page.replaceAll(/<\/?mark>/g, '')).toContain('&lt;b&gt;&quot;Lind&quot;&lt;/b&gt;');
    expect(page).not.toContain('<b>');
    for (const text of ['Differs: typed and PDS', '29 February 1984', '0.573', '-23', '0.081', '66%', 'O&#39;Neill']) {
      expect(page).toContain(text);
    }
    expect((await at.store.audit.ofCase(caseId, 9)).map(({ action }) => action)).toContain('case.opened');
  });

  test('says in plain words how sure the identity is, from what, and what is missing', async () => {
    const { page } = await open(async (id) => {
      const facts: CheckFacts = {
        record: undefined,
        document: { kind: 'driving-licence', examined: 'machine' },
        comparison: 'machine',
        signals: [],
        signalsWeighed: false,
      };
      await at.store.evidence.putFact(id, 'decision', 1, explain(facts, '2026-11-22'), new Date());
    });
    for (const text of [
      'The checks meet profile L1B (low confidence).',
      'By machine this proves level P0.',
      'Driving licence with a photo',
      'Live face scan, matched with the document',
      'The nearest profile that proves P9 is',
      'version 0.4',
    ]) {
      expect(page).toContain(text);
    }
    expect(page).not.toMatch(/gpg45\.|missing\.|source\./);
    expect(page).toMatch(/value="driving-licence"[^>]*checked/);
  });

  test('shows a case whose evidence was erased', async () => {
    const { answer } = await open(async (id) => {
      await at.store.evidence.putFact(id, 'details', 1, details, new Date());
      await at.store.evidence.erase(id);
    });
    expect(answer.status).toBe(200);
  });
});
