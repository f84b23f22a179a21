/** A piece of news to be told to those whom it concerns; `after`: those of services up to this one were told already. */
export type NewsMailingInput = { newsId: string; after?: string };

/** One at a time for each piece of news. Once it has ended it may be started again, for those who have not been told by then. */
export const newsMailingWorkflowId = ({ newsId }: NewsMailingInput): string => `news-${newsId}`;

/** The workflow's name, for those who start it. */
export const newsMailingWorkflow = 'newsMailing';
