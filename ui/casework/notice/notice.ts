import type { Response } from 'express';
import { renderDesk } from '../render.js';

/** Why something could not be done. Each has its title and text in the words of this folder. */
export type Notice =
  | 'no-role'
  | 'none-waiting'
  | 'taken'
  | 'busy'
  | 'not-on-desk'
  | 'lease-over'
  | 'passed-on'
  | 'revised'
  | 'not-revisable'
  | 'none-drawn'
  | 'look-over';

/** Says why, with the way back to the dashboard. */
export function showNotice(res: Response, notice: Notice, status: number): void {
  renderDesk(res, { page: 'casework/notice', status, model: { notice } });
}
