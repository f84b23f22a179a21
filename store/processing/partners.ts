import { day } from '../../domain/clock.js';
import { type Incident, keptFor as incidentsKept } from '../insight/incidents.js';
import type { Row as IdempotencyRow } from '../partners/idempotency.js';
import type { LogoRow } from '../partners/logos.js';
import type { News } from '../partners/news.js';
import type { ActivityRow } from '../partners/partner-activity.js';
import type { RoadmapItem } from '../partners/roadmap.js';
import type { Service } from '../partners/services.js';
import type { ChoicesRow } from '../partners/statistics-choices.js';
import type { Delivery } from '../partners/webhook-deliveries.js';
import { type EventRow, eventsKept } from '../partners/webhook-events.js';
import type { Webhook } from '../partners/webhooks.js';
import type { PartnerRow } from '../partners/working-partner.js';
import { keptFor as requestsKept, type SsoRequest } from '../provider/sso-requests.js';
import { account, declare, hashed, nothing, open, plain, sealed } from './declare.js';

const whileRegistered = { until: 'the partner or the operator removes it' };

/** Partners, their services and what they are told. */
export const partnerRecords = [
  declare<PartnerRow>()(
    'partners',
    {
      ...plain(
        '_id',
        'redirectUris',
        'postLogoutRedirectUris',
        'jwks',
        'jwksUri',
        'assertionAlg',
        'idTokenAlg',
        'scopes',
      ),
      ...plain(
        'vectors',
        'defaultVectors',
        'entryPage',
        'initiateLoginUri',
        'statusApi',
        'returnAddresses',
        'apiVersion',
      ),
      ...plain('requestsPerMinute', 'delegatedAccess', 'refreshTokens', 'signedRequests', 'pushedRequests', 'dpop'),
      ...plain('profile', 'returnCodes', 'logo', 'ssoFrom', 'settingsLink', 'backchannelLogoutUri'),
      ...plain('backchannelLogoutSessionRequired', 'frontchannelLogoutUri', 'kept'),
      ...open('name'),
    },
    {
      purpose: 'The registrations of partners’ services',
      ...{ whose: ['partner'], basis: 'operation', kept: whileRegistered, download: nothing },
      closing: { kept: 'by the id of who asked to go live, a service’s own record' },
    },
  ),
  declare<Service>()(
    'services',
    {
      ...plain('_id', 'members', 'createdAt'),
      invitations: { ...plain('id', 'role', 'by', 'expiresAt'), ...hashed('emailKey'), ...sealed('email') },
    },
    {
      purpose: 'The people who look after a partner’s service, and whom they invited',
      ...{ whose: ['partner'], basis: 'service', kept: whileRegistered },
      ...{ download: ['looks_after_services'], closing: 'detached' },
    },
  ),
  declare<LogoRow>()(
    'logos',
    { ...plain('_id', 'partnerId', 'at'), ...open('png') },
    {
      purpose: 'Pictures of services',
      ...{ whose: ['nobody'], basis: 'operation', kept: whileRegistered, download: nothing, closing: 'nobody' },
    },
  ),
  declare<ActivityRow>()('partner_activity', plain('_id', 'requests', 'facts'), {
    purpose: 'To show partners what became of their last requests',
    ...{ whose: ['nobody'], basis: 'operation', kept: { until: '200 newer requests came' } },
    ...{ download: nothing, closing: 'nobody' },
  }),
  declare<IdempotencyRow>()(
    'idempotency_keys',
    { ...plain('newId', 'busyUntil', 'expiresAt'), ...hashed('_id', 'request'), ...sealed('answer') },
    {
      purpose: 'To answer a partner’s repeated request as before',
      ...{ whose: ['visitor'], basis: 'service', kept: { by: 'expiresAt', lasts: day, from: 'the request' } },
      ...{ download: { not: 'of a day; it holds what journeys holds' }, closing: 'runs-out' },
    },
  ),
  declare<SsoRequest>()('sso_requests', plain('_id', 'from', 'to', 'by', 'at'), {
    purpose: 'One partner asked another to let people come without a second sign-in',
    ...{ whose: ['nobody'], basis: 'operation' },
    kept: { by: 'at', delay: requestsKept, lasts: requestsKept, from: 'the request' },
    ...{ download: nothing, closing: 'nobody' },
  }),
  declare<Webhook>()(
    'webhooks',
    {
      ...plain('_id', 'partnerId', 'url', 'events', 'enabled', 'disabledBy', 'createdAt', 'updatedAt'),
      secrets: { ...plain('createdAt', 'until'), ...sealed('sealed') },
    },
    {
      purpose: 'Addresses of partners that are told of changes, and the secrets that sign to them',
      ...{ whose: ['nobody'], basis: 'operation', kept: whileRegistered, download: nothing, closing: 'nobody' },
    },
  ),
  declare<EventRow>()(
    'webhook_events',
    plain('_id', 'partnerId', 'type', 'verification', 'account', 'incident', 'createdAt', 'erasedAt'),
    {
      purpose: 'To tell partners of changes, and to tell them again',
      ...{ whose: account, basis: 'service', kept: { by: 'erasedAt', lasts: eventsKept, from: 'the change' } },
      ...{ download: { not: 'ids and codes of a month, which stand in activity' }, closing: 'runs-out' },
    },
  ),
  declare<Delivery>()(
    'webhook_deliveries',
    {
      ...plain('_id', 'partnerId', 'webhookId', 'eventId', 'type', 'state', 'attempts', 'tries', 'nextAt', 'due'),
      ...plain('again', 'createdAt', 'erasedAt'),
    },
    {
      purpose: 'To hand each change over to each webhook',
      ...{ whose: account, basis: 'service', kept: { by: 'erasedAt', lasts: eventsKept, from: 'the change' } },
      ...{ download: { not: 'how partners’ servers answered' }, closing: 'runs-out' },
    },
  ),
  declare<RoadmapItem>()(
    'roadmap',
    {
      ...{ ...plain('_id', 'state', 'votes', 'createdAt'), ...open('title', 'text') },
      comments: { ...plain('id', 'accountId', 'serviceId', 'at', 'hidden'), ...open('text') },
    },
    {
      purpose: 'What may come, and what partners say of it to each other',
      ...{ whose: ['partner'], basis: 'operation', kept: { until: 'the account of who wrote it is erased' } },
      ...{ download: ['roadmap'], closing: 'detached' },
    },
  ),
  declare<Incident>()(
    'incidents',
    {
      ...plain('_id', 'partnerId', 'step', 'reason', 'state', 'since', 'openedAt', 'overAt', 'overBy', 'newNormal'),
      ...{ ...plain('size', 'also', 'followed', 'gathers', 'toTell'), ...open('note') },
      reports: { ...plain('id', 'at', 'by'), ...sealed('text') },
    },
    {
      purpose: 'What is odd at partners’ journeys, and what partners said of it',
      ...{ whose: ['partner'], basis: 'operation' },
      kept: { by: 'overAt', delay: incidentsKept, lasts: incidentsKept, from: 'its end' },
      download: { not: 'a service’s own report' },
      closing: { kept: 'by the id of who reported it, until the report runs out: it is the service’s' },
    },
  ),
  declare<News>()(
    'news',
    {
      ...plain('_id', 'kind', 'date', 'areas', 'audience', 'mustAct', 'createdAt', 'publishedAt', 'mailedAt', 'sent'),
      ...plain('changedAt'),
      ...open('title', 'text', 'impact', 'action'),
    },
    {
      purpose: 'What partners are told of releases and changes',
      ...{ whose: ['nobody'], basis: 'operation', kept: { until: 'a draft is removed; what was published stays' } },
      ...{ download: nothing, closing: 'nobody' },
    },
  ),
  declare<ChoicesRow>()('statistics_choices', plain('_id', 'openSince'), {
    purpose: 'Which partners show their figures to the others',
    ...{ whose: ['nobody'], basis: 'operation', kept: whileRegistered, download: nothing, closing: 'nobody' },
  }),
];
