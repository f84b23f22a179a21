/** One run adds up what is new since the last one. The schedule starts one every minute, where none runs. */
export const insightRollUpWorkflow = 'insightRollUp';

export const insightRollUpScheduleId = 'insight-roll-up';
