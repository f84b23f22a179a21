/** One run goes through all collections, where there is an older sealing key that is needed. The schedule starts one every hour, where none runs. */
export const resealWorkflow = 'reseal';

export const resealScheduleId = 'reseal';
