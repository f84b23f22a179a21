import { type Size, sizeText } from '../../domain/insight/incident.js';
import type { Store } from '../../store/database.js';
import { type Incident, risesOf, type Telling } from '../../store/insight/incidents.js';
import { publishEvents } from '../../store/partners/publish-events.js';
import { nameOfReason } from '../../ui/words/reason-name.js';
import { nameOfStep } from '../../ui/words/step-name.js';
import { wordsFor } from '../../ui/words/words.js';

export type TellDeps = {
  store: Pick<
    Store,
    'accounts' | 'incidents' | 'messages' | 'services' | 'webhookDeliveries' | 'webhookEvents' | 'webhooks'
  >;
  suretyUrl: string;
  /** Where those who run Surety are told. */
  operatorEmail: string | undefined;
};

/**
 * Puts what is to be told of an incident: an email to everybody who looks after the service, one to the operators, an event for webhooks. Each has an id of its own:
 * repeating it tells nobody twice.
 * @returns the keys of the messages
 */
export async function putNotices(deps: TellDeps, incident: Incident, telling: Telling): Promise<string[]> {
  const { store, suretyUrl, operatorEmail } = deps;
  const { _id: id, partnerId } = incident;
  const template = telling === 'over' ? 'incident-over' : incident.size ? 'incident-opened' : 'incident-reported';
  const prefix = `incident-${id}-${telling}`;
  const common = { channel: 'email', template } as const;
  const keys: string[] = [];
  const service = await store.services.byId(partnerId);
  for (const { accountId } of service?.members ?? []) {
    const account = await store.accounts.byId(accountId);
    if (!account || account.blocked) continue;
    const key = `${prefix}-${accountId}`;
    const { email: to } = store.accounts.contacts(account);
    const { language } = account;
    const url = `${suretyUrl}/portal/services/${partnerId}/incidents`;
    const params = { url, incident: inWords(incident, language, 'partner') };
    await store.messages.putMessage({ ...common, key, to, params, language });
    keys.push(key);
  }
  if (operatorEmail) {
    const key = `${prefix}-operators`;
    const url = `${suretyUrl}/casework/incidents/${id}`;
    const params = { url, incident: inWords(incident, 'en', 'staff') };
    await store.messages.putMessage({ ...common, key, to: operatorEmail, params, language: 'en' });
    keys.push(key);
  }
  await publishEvents(store, [eventOf(incident, telling)]);
  return keys;
}

function inWords(incident: Incident, language: 'en' | 'cy', reader: Parameters<typeof nameOfReason>[1]) {
  const { step, size, followed } = incident;
  const reasons = risesOf(incident).flatMap(({ reason }) => (reason ? nameOfReason(language, reader)(reason) : []));
  const t = wordsFor('portal', language);
  const changes = followed.map(({ name }) => (t.has(`action.${name}`) ? t(`action.${name}`) : name));
  return {
    step: nameOfStep(language)(step),
    reason: reasons.join('; ') || '–',
    size: size ? sizeText(size) : '–',
    followed: changes.join('; ') || '–',
  };
}

function eventOf(incident: Incident, telling: Telling) {
  const { _id: id, partnerId, step, reason, size, also, followed, openedAt, overAt } = incident;
  return {
    _id: `${id}_${telling}`,
    partnerId,
    type: `incident.${telling}` as const,
    incident: {
      id,
      ...(step && { step }),
      ...(reason && { reason }),
      ...(size && sharesOf(size)),
      ...(also && {
        also: also.map((rise) => ({ ...(rise.reason && { reason: rise.reason }), ...sharesOf(rise.size) })),
      }),
      followed: followed.map(({ kind, name, at }) => ({ kind, name, at: at.toISOString() })),
    },
    createdAt: telling === 'over' ? (overAt ?? openedAt) : openedAt,
  };
}

function sharesOf({ before, now, low, high }: Size) {
  const rounded = (share: number) => Math.round(share * 1_000) / 1_000;
  const interval: [number, number] = [rounded(low), rounded(high)];
  return { before: rounded(before), now: rounded(now), interval };
}
