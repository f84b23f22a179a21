import { defineUpdate } from '@temporalio/workflow';

/** The yardstick: as many Updates and activities as a P9 journey may take at most, with nothing in them. */
export const bareUpdates = 14;
export const bareActivities = 16;

export const bareQueue = 'bench-bare';
export const bareStep = defineUpdate<number, [number]>('step');

/** The bare provider's one client. */
export const bareClient = { id: 'bench', redirectUri: 'http://localhost:9/back' } as const;

/** What a bare server's process says once it answers. */
export type Ready = { url: string };
