import type { Request, Response } from 'express';
import { deviceClass } from '../../domain/insight/dimensions.js';
import type { Step } from '../../domain/journey/steps.js';
import { ownClient } from '../../domain/partners/own-client.js';
import { randomId } from '../../platform/random-id.js';
import type { Note, Whose } from '../../store/insight/journey-notes.js';
import type { UiDeps } from '../deps.js';
import type { LiveInteraction } from '../ports.js';
import { frameOf } from './frame.js';
import { timePage } from './page-times.js';

type Deps = { store: Pick<UiDeps['store'], 'journeyNotes' | 'tools'> };
type Handled = { req: Request; res: Response };

/** Whose figures a live request counts among: its partner's; of Surety's own sign-in those of the journey it leads to, if to any. */
export function visitOf({ req, res }: Handled, interaction: LiveInteraction): Whose | undefined {
  const { partnerId, asked, subject, journeyId } = interaction;
  if (partnerId === ownClient) return journeyId ? { journeyId } : undefined;
  const device = deviceClass(req.get('user-agent'));
  return { visit: { partner: partnerId, level: asked, subject, device, language: frameOf(res).language } };
}

/** Notes that somebody came to a step, sent a form, or has to try again what they sent. */
export function noteStep({ store }: Deps, { req, res }: Handled, of: Whose | undefined, step?: Step): void {
  if (!of) return;
  const at = { ...of, at: new Date() };
  if (req.method === 'GET') {
    if (!step) return;
    store.journeyNotes.note({ ...at, kind: 'entered', step });
    timePage({ store }, { req, res }, of, step);
    return;
  }
  if (req.method !== 'POST') return;
  store.journeyNotes.note({ ...at, kind: 'started' });
  if (!step) return;
  const again: Note = { ...at, kind: 'again', step, key: randomId() };
  res.once('finish', () => {
    if (res.statusCode === 422) store.journeyNotes.note(again);
  });
}

/** Notes that somebody goes back to the partner, whatever for. */
export function noteReturn({ store }: { store: Pick<UiDeps['store'], 'journeyNotes'> }, of: Whose | undefined): void {
  if (of) store.journeyNotes.note({ ...of, at: new Date(), kind: 'returned' });
}
