import { allHandlersFinished, condition, workflowInfo } from '@temporalio/workflow';
import type { Background } from './background.js';

/**
 * Whether the loop is to continue as new now: the history has grown long, nothing is queued or on its way, and every Update has its
 * answer. It never waits for what only the loop itself could end: a form that comes meanwhile is acted on first.
 */
export async function shouldContinueAsNew(background: Background, queue: { readonly idle: boolean }): Promise<boolean> {
  const free = () => queue.idle && background.idle;
  if (!workflowInfo().continueAsNewSuggested || !free()) return false;
  await condition(() => allHandlersFinished() || !queue.idle);
  return free() && allHandlersFinished();
}
