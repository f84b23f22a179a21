import { termsVersion } from '../../../domain/journey/next-step.js';
import type { Level } from '../../../domain/levels/levels.js';
import type { Identity } from '../../../domain/person/identity.js';
import type { CaseState } from '../../../domain/verification/case-state.js';
import { randomId } from '../../../platform/random-id.js';
import { sandboxCase } from '../../../ui/sandbox/sandbox-case.js';
import { taskQueues } from '../../../workflows/task-queues.js';
import { submitVerification, verificationWorkflowId } from '../../../workflows/verification/messages.js';
import { eventually, type WorkflowEnvironment } from './workflow-environment.js';

export const testDetails = {
  givenNames: 'Rosa',
  familyName: 'Lindqvist',
  birthDate: '1984-02-29',
  postcode: 'LS1 4AP',
};

let numbers = 0;

/** A PDS record of that person, with an NHS number that no other test has. */
export const testIdentity = (): Identity & { nhsNumber: string } => ({
  nhsNumber: `9${String(++numbers).padStart(9, '0')}`,
  familyName: 'Lindqvist',
  givenNames: ['Rosa'],
  formerNames: [],
  birthDate: '1984-02-29',
});

/** Drives verification cases as the api does. */
export function verificationDriver(at: WorkflowEnvironment) {
  const pdsAnswers = (answer: unknown) => {
    at.script.pds = { trace: async () => answer } as typeof at.script.pds;
  };
  const pdsMatches = (record = testIdentity()) => pdsAnswers({ kind: 'match', identity: record, version: '1' });

  const open = async (
    wanted: Level,
    {
      email = `${randomId().toLowerCase()}@example.org`,
      environment = 'sandbox',
    }: { email?: string; environment?: 'sandbox' | 'live' } = {},
  ): Promise<{ caseId: string; accountId: string; email: string }> => {
    const id = randomId();
    const contacts = { email, mobile: '+447700900999' };
    const account = {
      id,
      registrationId: id,
      ...contacts,
      passwordHash: 'hash',
      termsVersion,
      language: 'en',
    } as const;
    await at.store.accounts.create({ ...account, now: new Date() });
    const made = await at.store.accounts.byId(id);
    const sandbox = made ? sandboxCase({ environment, store: at.store }, made) : undefined;
    const caseId = randomId();
    const nonce = randomId();
    const opening = { accountId: id, accountEpoch: 0, journeyId: 'j', wanted, level: 'P0', nonce } as const;
    await at.store.cases.open({ ...opening, id: caseId, now: new Date() });
    await at.client.workflow.start('verification', {
      workflowId: verificationWorkflowId(caseId),
      taskQueue: taskQueues.journeys,
      args: [{ ...opening, caseId, language: 'en', sandbox }],
    });
    return { caseId, accountId: id, email };
  };

  const stateOf = async (caseId: string) => (await at.store.cases.byId(caseId)) as CaseState;
  const handleOf = (caseId: string) => at.client.workflow.getHandle(verificationWorkflowId(caseId));
  const levelOf = async (accountId: string) => (await at.store.accounts.byId(accountId))?.level;

  /** Waits until the case is at a step. */
  const reaches = (caseId: string, step: string): Promise<CaseState> =>
    eventually(async () => {
      const state = await stateOf(caseId);
      return state.step === step && state;
    });

  const post = async (caseId: string, values: object, action = 'continue') => {
    const { nonce, step } = await stateOf(caseId);
    await at.store.forms.put(nonce, values, new Date(), caseId);
    return handleOf(caseId).executeUpdate(submitVerification, { updateId: nonce, args: [{ nonce, step, action }] });
  };

  /** Sends a photo of a document. @returns the state after its check. */
  const postPhoto = async (caseId: string, attempt: number): Promise<CaseState> => {
    await post(caseId, { evidenceIds: ['e'], captured: 'camera' });
    return eventually(async () => {
      const state = await stateOf(caseId);
      return state.attempts.document === attempt && state.step !== 'document-checking' && state;
    });
  };

  /** Details that match: to the document. */
  const toDocument = async (): Promise<{ caseId: string; accountId: string; email: string }> => {
    pdsMatches();
    const opened = await open('P9');
    await post(opened.caseId, testDetails);
    await reaches(opened.caseId, 'document');
    return opened;
  };

  /** Details, then a document: to the question about face data. */
  const toFaceConsent = async (): Promise<{ caseId: string; accountId: string; email: string }> => {
    const opened = await toDocument();
    await post(opened.caseId, { evidenceIds: ['e'], captured: 'camera' });
    await reaches(opened.caseId, 'face-consent');
    return opened;
  };

  const toReview = async (): Promise<{ caseId: string; accountId: string; reviewId: string }> => {
    const opened = await toFaceConsent();
    await post(opened.caseId, { agreed: false });
    const { reviewId } = await reaches(opened.caseId, 'in-review');
    return { ...opened, reviewId: reviewId as string };
  };

  return {
    ...{ pdsAnswers, pdsMatches, open, stateOf, handleOf, levelOf },
    ...{ reaches, post, postPhoto, toDocument, toFaceConsent, toReview },
  };
}
