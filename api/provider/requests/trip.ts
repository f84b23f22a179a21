/** One request of a partner, by what only this request has: `state` and `nonce` are the partner's, and new each time. */
export const tripOf = ({ client_id, state, nonce }: { [name: string]: unknown }): string =>
  [client_id, state, nonce].map(String).join('\n');
