import type { Response } from 'express';
import type { UiDeps } from '../../deps.js';
import { frameOf } from '../../http/frame.js';
import { renderPage } from '../../http/render.js';
import { dateTime } from '../../words/times.js';
import type { Held } from '../family.js';
import { recoveryBase } from '../holder.js';

/** Where a recovery stands when nothing is asked of the person but to wait, to sign in, or to begin again. */
export function showStanding({ provider, store }: UiDeps, res: Response, { recovery }: Held): void {
  const { _id: id, step, coolingUntil, readyUntil } = recovery;
  const { language } = frameOf(res);
  const until = step === 'cooling' ? coolingUntil : readyUntil;
  const opens = store.recoveries.opens(recovery, new Date());
  // Its time may be over though its workflow has not noticed yet.
  const state = step === 'used' || step === 'ready' ? (opens ? 'ready' : 'ended') : step;
  const model = {
    ...{ state, base: recoveryBase(id), until: until && dateTime(until, language) },
    password: recovery.proof === 'staff' ? `${recoveryBase(id)}/password` : undefined,
    signIn: provider.signInAddress('/account/ways'),
  };
  renderPage(res, { page: 'recovery/standing', model });
}
