/** Temporal task queues: `journeys` runs workflows and light activities, `checks` the CPU-heavy ones in their own process. */
export const taskQueues = { journeys: 'journeys', checks: 'checks' } as const;
