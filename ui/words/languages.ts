/** Languages of the pages: English and Welsh. */
export const languages = ['en', 'cy'] as const;

export type Language = (typeof languages)[number];

/** The language a value names, or undefined: `cy`, `cy-GB` and `CY` are Welsh. */
export function languageFrom(value: unknown): Language | undefined {
  if (typeof value !== 'string') return undefined;
  const primary = value.trim().toLowerCase().split('-')[0];
  return languages.find((language) => language === primary);
}
