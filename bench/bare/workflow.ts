import { condition, proxyActivities, setHandler } from '@temporalio/workflow';
import { bareActivities, bareStep, bareUpdates } from './messages.js';

const { nothing } = proxyActivities<{ nothing(): Promise<void> }>({ startToCloseTimeout: '30 seconds' });

/** Answers Updates, each after an activity that does nothing; the activities beyond come at the end. */
export async function bare(): Promise<void> {
  let done = 0;
  setHandler(bareStep, async (step) => {
    await nothing();
    done += 1;
    return step;
  });
  await condition(() => done === bareUpdates);
  for (let rest = bareUpdates; rest < bareActivities; rest++) await nothing();
}
