/** What the button says. */
export const words = { en: 'Continue with Surety', cy: 'Parhau gyda Surety' } as const;

export type ButtonLanguage = keyof typeof words;
