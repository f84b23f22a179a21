/** The templates that a service of Surety has in Notify. */
export const templates = {
  email: { id: '5f3c7a1e-0d52-4c1b-9c52-6f0c2a5f9e01', subject: '((subject))', body: '((body))' },
  sms: { id: '5f3c7a1e-0d52-4c1b-9c52-6f0c2a5f9e02', subject: undefined, body: '((body))' },
  letter: { id: '5f3c7a1e-0d52-4c1b-9c52-6f0c2a5f9e03', subject: '((subject))', body: '((body))' },
} as const;

/** What is missing for a template, in its order. */
export const missing = (text: string, personalisation: Record<string, unknown>): string[] =>
  [...text.matchAll(/\(\((.+?)\)\)/g)].map(([, name]) => name ?? '').filter((name) => !(name in personalisation));

/** A template's text with the personalisation in its places. */
export const fill = (text: string, personalisation: Record<string, unknown>): string =>
  text.replace(/\(\((.+?)\)\)/g, (_, name: string) => String(personalisation[name]));
