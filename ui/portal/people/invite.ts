import { day } from '../../../domain/clock.js';
import type { PortalRole } from '../../../domain/partners/portal-roles.js';
import { randomId } from '../../../platform/random-id.js';
import type { UiDeps } from '../../deps.js';
import type { Language } from '../../words/languages.js';
import { sendMessage } from '../../workflows/message-delivery.js';

/** Whoever is invited has so long to join. */
const invitedFor = 14 * day;

/**
 * Invites somebody to look after a service: whoever signs in with that address may join.
 * @param by who invites, noted by `record` before the message goes out @returns false where the service has too many people
 */
export async function inviteTo(
  { store, temporal, url }: Pick<UiDeps, 'store' | 'temporal' | 'url'>,
  serviceId: string,
  invited: { email: string; role: PortalRole; by: string; language: Language },
  record: () => Promise<void>,
): Promise<boolean> {
  const { email, role, by, language } = invited;
  const id = randomId();
  const now = new Date();
  const expiresAt = new Date(now.getTime() + invitedFor);
  if (!(await store.services.invite(serviceId, { id, email, role, by, expiresAt }, now))) return false;
  await record();
  const key = `portal-invitation-${id}`;
  const letter = { key, channel: 'email', to: email, template: 'portal-invitation', language } as const;
  await store.messages.putMessage({ ...letter, params: { url: `${url}/portal` }, expiresAt });
  await sendMessage(temporal, { key, kind: 'notice' });
  return true;
}
