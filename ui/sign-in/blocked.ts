import type { Response } from 'express';
import { renderProblem } from '../http/problem.js';

/** Tells whoever has proved that an account is theirs that it is blocked. Nobody else learns it: to them the password was wrong. */
export function blocked(res: Response): undefined {
  renderProblem(res, 'blocked');
}
