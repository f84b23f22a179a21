/** The one-time code of every test person, in emails and text messages alike. */
export const fixedCode = '246810';

const prefix = 'test-';

/** The id of a challenge whose code is the fixed one; no other id ever begins like it. */
export const fixedChallenge = (id: string): string => prefix + id;

export const isFixedChallenge = (challengeId: string): boolean => challengeId.startsWith(prefix);
