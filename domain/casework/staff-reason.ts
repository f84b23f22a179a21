/** Reasons that staff give go into the audit, which is never erased: nothing in them may say who a person is. */
const personal = /[^\s@]+@[^\s@]+\.[a-z]{2,}|\d[\d ]{7,}\d/i;

export const reasonLength = { least: 5, most: 300 } as const;

/** What is wrong with a reason, as the code of an error; undefined where nothing is. Names cannot be told from other words: the page asks for none. */
export function wrongReason(text: string): 'missing' | 'too_short' | 'too_long' | 'personal' | undefined {
  if (text === '') return 'missing';
  if (text.length < reasonLength.least) return 'too_short';
  if (text.length > reasonLength.most) return 'too_long';
  return personal.test(text) ? 'personal' : undefined;
}
