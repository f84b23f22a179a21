/** One run: it looks at the last hour, if nobody has yet, and tells what is to be told. The schedule starts one every quarter of an hour. */
export const dropOffWatchWorkflow = 'dropOffWatch';

export const dropOffWatchScheduleId = 'drop-off-watch';
