import type { Response } from 'express';
import { renderProblem } from '../http/problem.js';

/** What the provider answers, or a page that says that nothing waits for it any more. @param answered whether it did */
export async function orExpired(res: Response, answered: Promise<boolean>): Promise<undefined> {
  if (!(await answered)) renderProblem(res, 'expired');
}
