import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createCheckActivities } from '../../../activities/checks/activities.js';
import type { FaceFact } from '../../../activities/checks/check-face.js';
import type { FaceTemplate } from '../../../activities/checks/search-faces.js';
import { specimenEngine } from '../../../dev/specimens/engine.js';
import type { FilmedFrame } from '../../../dev/specimens/head-turn/filmed-scan.js';
import type { VerificationFormValues } from '../../../domain/journey/form-values.js';
import type { Details } from '../../../domain/person/identity.js';
import type { CheckResult } from '../../../domain/verification/check-results.js';
import { openPrintReader } from '../../../evidence/document/print-reader.js';
import { openDecoder } from '../../../evidence/image/decoder.js';
import { challengeFor, type LivenessChallenge } from '../../../evidence/liveness/challenge.js';
import { loadMrzReader } from '../../../evidence/mrz/read-mrz.js';
import { livenessSeed } from '../../../platform/keys/liveness-seed.js';
import { openTestStore } from '../store/open-test-store.js';

/** A case as the checks know it: an id, what was typed, and how many attempts were made. */
export type TestCase = { id: string; attempts: number; against?: 'template' };

/** The real checks on a store of their own, given evidence as the pages would put it there. */
export async function openCheckBench(now: number) {
  const { store, drop } = await openTestStore();
  const decoder = openDecoder();
  const print = openPrintReader();
  const activities = createCheckActivities({
    store,
    decoder,
    faces: await specimenEngine(),
    mrz: await loadMrzReader(),
    print,
  });

  const putPiece = (
    one: TestCase,
    slot: 'document' | 'portrait' | 'face-frame' | 'face-photo',
    bytes: Uint8Array,
    tags = {},
  ) =>
    store.evidence.put({
      caseId: one.id,
      slot,
      attempt: one.attempts + 1,
      bytes,
      mediaType: 'image/jpeg',
      tags,
      now: new Date(now),
    });
  const submit = async <T extends 'document' | 'face'>(form: string, values: VerificationFormValues[T]) => {
    // Really now: the database erases forms of long ago by its own clock.
    await store.forms.put(form, values, new Date());
    return form;
  };
  const input = (one: TestCase, form: string, at = now) => ({
    caseId: one.id,
    accountId: `account-of-${one.id}`,
    form,
    attempt: one.attempts,
    now: at,
    ...(one.against ? { against: one.against } : {}),
  });
  const run = <T extends ReturnType<typeof input>>(check: (given: T) => Promise<CheckResult>, given: T) =>
    new MockActivityEnvironment().run(check, given) as Promise<CheckResult>;

  return {
    store,
    /** Puts a picture into a case as if it had been sent. @returns its id */
    putPiece,
    async newCase(details?: Details): Promise<TestCase> {
      const one = { id: randomUUID(), attempts: 0 };
      if (details) await store.evidence.putFact(one.id, 'details', 1, details, new Date(now));
      return one;
    },
    /** Checks a document's photo as the next attempt; `times` as often as a retried activity would; `kept`: a side that was good. */
    async checkDocument(
      one: TestCase,
      photo: Uint8Array,
      { at = now, times = 1, kept = [] as readonly string[] } = {},
    ): Promise<CheckResult[]> {
      const evidenceIds = [...kept, await putPiece(one, 'document', photo)];
      const form = await submit<'document'>(randomUUID(), { evidenceIds, captured: 'file' });
      one.attempts += 1;
      const results: CheckResult[] = [];
      while (results.length < times) results.push(await run(activities.checkDocument, input(one, form, at)));
      return results;
    },
    /** Checks a document of which the form names these pieces of evidence. */
    async checkNamed(one: TestCase, evidenceIds: string[]): Promise<CheckResult> {
      const form = await submit<'document'>(randomUUID(), { evidenceIds, captured: 'file' });
      return run(activities.checkDocument, input(one, form));
    },
    /**
     * Checks a face scan. @param film gives the frames for what is asked @param scan what is unusual: a page that is older, pictures that
     * arrived sooner than they can have been taken
     */
    async checkScan(
      one: TestCase,
      film: (asked: LivenessChallenge) => Promise<readonly FilmedFrame[]>,
      scan: { issuedAt?: number; receivedAt?: number } = {},
    ): Promise<CheckResult> {
      const form = randomUUID();
      const receivedAt = scan.receivedAt ?? now;
      const issuedAt = scan.issuedAt ?? receivedAt - 60_000;
      const asked = challengeFor(livenessSeed(store.tools.lookup, one.id, form, issuedAt));
      const evidenceIds: string[] = [];
      for (const { pose, takenAt, moving, colour, jpeg } of await film(asked)) {
        const tags = {
          pose,
          at: takenAt,
          ...(moving ? { moving: 1 } : {}),
          ...(colour === undefined ? {} : { colour }),
        };
        evidenceIds.push(await putPiece(one, 'face-frame', jpeg, tags));
      }
      await submit<'face'>(form, { evidenceIds, captured: 'camera', issuedAt, receivedAt });
      one.attempts += 1;
      return run(activities.checkFace, input(one, form));
    },
    /** The case of somebody who lost their account, which keeps a template: of the face that was last scanned for another case. */
    async lost(of: TestCase, changed: (values: number[]) => number[] = (values) => values): Promise<TestCase> {
      const face = await store.evidence.fact<FaceTemplate>(of.id, 'face-template');
      const one: TestCase = { id: randomUUID(), attempts: 0, against: 'template' };
      const account = `account-of-${one.id}`;
      await store.faceTemplates.consent(account, new Date(now));
      const template = Float32Array.from(changed([...(face?.values ?? [])]));
      await store.faceTemplates.keep(account, template, face?.version ?? '', new Date(now));
      return one;
    },
    /** What comes of an uploaded face; with `times`, of the last retry. */
    async checkUpload(one: TestCase, photo: Uint8Array, { times = 1 } = {}): Promise<CheckResult> {
      const evidenceIds = [await putPiece(one, 'face-photo', photo)];
      const form = await submit<'face'>(randomUUID(), { evidenceIds, captured: 'file', issuedAt: now });
      one.attempts += 1;
      for (let retry = 1; retry < times; retry++) await run(activities.checkFace, input(one, form));
      return run(activities.checkFace, input(one, form));
    },
    /** How far the last face compared was from the document's portrait. */
    distance: async (one: TestCase) => (await store.evidence.fact<FaceFact>(one.id, 'face-result'))?.distance,
    async close() {
      decoder.close();
      await print.close();
      await drop();
    },
  };
}
