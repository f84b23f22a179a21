/** How long caseworkers have for a case, and what people who wait for them are told. */
export type ReviewTime = {
  /** The service level: within so many hours a case is to be decided; whole, 1 to 240. */
  hours: number;
  /** Told in place of the usual sentence while it takes longer or shorter than that: plain text. */
  message?: { en: string; cy: string };
  /** Within so many hours a message to us is to be answered; whole, 1 to 240. Absent until somebody says it. */
  answerHours?: number;
};

/** Until somebody says otherwise. */
export const usualReviewTime: ReviewTime = { hours: 24 };

/** Within so many hours a message to us is to be answered, as set or as usual. */
export const answerHoursOf = ({ answerHours = 48 }: ReviewTime): number => answerHours;
