/** A form as a page shows it: what was typed, and what is wrong with it. */
export const sampleForm = (values: Record<string, string> = {}, errors: Record<string, string> = {}) => ({
  ...{ values, errors, nonce: 'sample' },
});
