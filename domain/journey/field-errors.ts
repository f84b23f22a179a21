/** Field name → stable error code; pages hold the words for each. */
export type FieldErrors = Readonly<Record<string, string>>;
