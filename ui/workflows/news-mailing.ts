import type { Client } from '@temporalio/client';
import {
  type NewsMailingInput,
  newsMailingWorkflow,
  newsMailingWorkflowId,
} from '../../workflows/news-mailing/messages.js';
import { start } from './ask.js';

/** Tells those whom a piece of news concerns; where that is going on already it goes on. */
export function startNewsMailing(temporal: Client, input: NewsMailingInput): Promise<void> {
  // Asked for again once it has ended, it tells those who came since.
  const again = { workflowIdReusePolicy: 'ALLOW_DUPLICATE' } as const;
  return start(temporal, newsMailingWorkflow, newsMailingWorkflowId(input), input, again);
}
