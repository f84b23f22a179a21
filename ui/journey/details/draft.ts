import type { Request, Response } from 'express';
import type { Details } from '../../../domain/person/identity.js';
import type { CaseState } from '../../../domain/verification/case-state.js';
import { Conflict } from '../../../platform/errors.js';
import type { Journey } from '../../../store/journey/journey.js';
import type { UiDeps } from '../../deps.js';
import { typedTooLate } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';

/** What the details pages ask for, as typed. `tells`: several records matched, and a contact is to tell them apart. */
export const draftFields = [
  'givenNames',
  'familyName',
  'day',
  'month',
  'year',
  'postcode',
  'nhsNumber',
  'tells',
  'contact',
] as const;

export type Draft = Partial<Record<(typeof draftFields)[number], string>>;

/**
 * What was entered so far: saved pages, else the details the case was last submitted with; and over them what this browser had typed
 * and not yet sent when its session ended.
 */
export async function readDraft(
  { store }: UiDeps,
  state: CaseState,
  journey: Journey,
  res: Response,
): Promise<{ saved: Draft; unsaved: Draft }> {
  const [draft, submitted, unsaved] = await Promise.all([
    store.forms.draft<Draft>(state.id),
    state.form ? store.forms.get<Details>(state.form) : undefined,
    store.forms.draft<Draft>(unsavedId(journey, res)),
  ]);
  return { saved: draft ?? (submitted ? fromDetails(submitted) : {}), unsaved: unsaved ?? {} };
}

/** Saves what a page's form said, over what was there. */
export async function saveDraft({ store }: UiDeps, state: CaseState, saved: Draft, more: Draft): Promise<void> {
  await store.forms.saveDraft(state.id, { ...saved, ...more }, new Date(), state.id);
}

/**
 * Keeps what was typed when a session ends before it is sent: under this browser's own id, so that it is shown again only here, and
 * only after its owner signed in. Not said of anyone: nobody is known at this point.
 */
export async function keepUnsaved({ store }: UiDeps, journey: Journey, req: Request, res: Response): Promise<void> {
  const values = typedTooLate(req, draftFields);
  if (!values) return;
  await store.forms.saveDraft(unsavedId(journey, res), values, new Date(), journey.caseId).catch((error: unknown) => {
    // What belonged to a case that was erased meanwhile is not kept.
    if (!(error instanceof Conflict)) throw error;
  });
}

export async function forgetUnsaved({ store }: UiDeps, journey: Journey, res: Response): Promise<void> {
  await store.forms.eraseDraft(unsavedId(journey, res));
}

function unsavedId(journey: Journey, res: Response): string {
  return `${journey._id}-${frameOf(res).browser}`;
}

function fromDetails({ nhsNumber, givenNames, familyName, birthDate, postcode, surgeryContact }: Details): Draft {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  return {
    ...(nhsNumber && { nhsNumber }),
    ...(surgeryContact && { tells: 'yes', contact: surgeryContact }),
    givenNames,
    familyName,
    day: String(Number(day)),
    month: String(Number(month)),
    year,
    postcode,
  };
}
