/** What articles are about, in the order in which the help centre lists them. */
export const topics = [
  'signing-in',
  'your-details',
  'your-document',
  'your-face',
  'waiting',
  'your-account',
  'for-others',
  'privacy',
] as const;

export type Topic = (typeof topics)[number];
