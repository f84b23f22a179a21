/** Those that have a value, as a query or headers take them. */
export function given(values: Readonly<Record<string, string | undefined>>): [name: string, value: string][] {
  return Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
}
