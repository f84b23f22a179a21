/** A one-time code that is awaited, by the `id` from which it follows with a key. `expiresAt`: ms since 1970. */
export type Challenge = { id: string; expiresAt: number; triesLeft: number; resendsLeft: number };
