import { eventually, type WorkflowEnvironment } from './workflow-environment.js';

/** Waits until somebody's case is verified and both messages about that are gone: then nothing of it is under way any more. */
export async function toldOfLevel({ store }: Pick<WorkflowEnvironment, 'store'>, accountId: string): Promise<void> {
  const messages = store.tools.db.collection<{ _id: string; status: string }>('messages');
  await eventually(async () => {
    const state = await store.cases.newestOf(accountId);
    const keys = ['email', 'sms'].map((channel) => `verified-${state?.id}-verified-${channel}`);
    return (await messages.countDocuments({ _id: { $in: keys }, status: 'sent' })) === keys.length;
  });
}
