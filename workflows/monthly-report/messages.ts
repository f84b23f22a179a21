/** One run tells the totals of the month before and sends partners' people its report. The schedule starts one on the 1st. */
export const monthlyReportWorkflow = 'monthlyReport';

export const monthlyReportScheduleId = 'monthly-report';
