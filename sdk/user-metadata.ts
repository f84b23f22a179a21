import type { Connection } from './connection.js';
import { SuretyError } from './errors.js';

/**
 * Keeps a text of yours with a person, in place of the one before: the claim `client_user_metadata`. Your scopes must hold
 * `client_metadata`.
 *
 * @param accessToken of the person's sign-in
 * @param text up to 1,024 bytes; empty clears it, `auto` has a random one made
 * @throws SuretyError
 */
export async function writeUserMetadata(connection: Connection, accessToken: string, text: string): Promise<void> {
  const { configuration, authorization, fetch } = connection;
  const address = (await configuration()).serverMetadata().userinfo_endpoint ?? '';
  const answer = await fetch(address, {
    method: 'PATCH',
    headers: {
      'Content-Type': 'application/json',
      ...(await authorization('PATCH', address, accessToken)),
    },
    body: JSON.stringify({ client_user_metadata: text }),
  });
  if (answer.ok) return;
  const { error = '' } = (await answer.json().catch(() => ({}))) as { error?: string };
  throw new SuretyError(answer.status >= 500 ? 'temporarily_unavailable' : 'request_refused', error);
}
