import type { BlockedEmailDomain } from '../casework/blocked-email-domains.js';
import { type JourneyNoticeRow, keptAfterEnd as noticesKept } from '../casework/journey-notices.js';
import type { Row as SettingRow } from '../casework/service-settings.js';
import type { Mark } from '../environment-mark.js';
import type { Run } from '../insight/drop-off-runs.js';
import type { HelpVotes } from '../insight/help-votes.js';
import { type EventRow, keptFor as eventsKept } from '../insight/journey-events.js';
import type { Release } from '../insight/releases.js';
import type { DirtyHour, Lease } from '../insight/roll-up-work.js';
import { type RollUpRow, keptFor as rollUpsKept } from '../insight/roll-ups.js';
import type { LeaseRow } from '../migrations/lease.js';
import type { IndexesRow, Recorded } from '../migrations/ledger.js';
import type { ToldMonthRow } from '../partners/told-months.js';
import type { Ring } from '../provider/signing-keys.js';
import type { SealingKeyRow } from '../sealing/sealing-keys.js';
import { declare, hashed, nothing, open, plain } from './declare.js';

const always = { until: 'for as long as the service runs' };
const nobody = { whose: ['nobody'], basis: 'operation', download: nothing, closing: 'nobody' } as const;
const byStaff = { ...nobody, whose: ['staff'], download: { not: 'of staff' } } as const;

/** Figures, settings and the service’s own work. */
export const operationRecords = [
  declare<EventRow>()(
    'journey_events',
    {
      ...plain('_id', 'at', 'kind', 'step', 'reason', 'documentKind', 'ms', 'partner', 'level', 'device', 'language'),
      ...{ ...plain('release', 'pending'), ...hashed('subject') },
    },
    {
      purpose: 'What happened on journeys, to be added up: no account, and nobody finds the journey by it',
      ...{ ...nobody, whose: ['visitor'], closing: 'runs-out' },
      download: { not: 'leads to nobody' },
      kept: { by: 'at', delay: eventsKept, lasts: eventsKept, from: 'the event' },
    },
  ),
  declare<RollUpRow>()(
    'roll_ups',
    {
      ...plain('_id', 'span', 'hour', 'kind', 'step', 'reason', 'documentKind', 'count', 'durations', 'partner'),
      ...plain('level', 'device', 'language', 'release', 'expiresAt'),
    },
    {
      purpose: 'Figures by the hour and by the day',
      ...{ ...nobody, kept: { by: 'expiresAt', lasts: rollUpsKept.day, from: 'the day; an hour’s 400 days' } },
    },
  ),
  declare<DirtyHour>()('roll_up_hours', plain('_id', 'hour'), {
    purpose: 'Which hours are to be added up',
    ...{ ...nobody, kept: { until: 'it was added up' } },
  }),
  declare<Lease>()('roll_up_lease', plain('_id', 'holder', 'until'), {
    purpose: 'Who adds up',
    ...{ ...nobody, kept: always },
  }),
  declare<ToldMonthRow>()('told_months', plain('_id', 'at', 'statistics', 'open', 'tables'), {
    purpose: 'Totals of a month, as they were told',
    ...{ ...nobody, kept: always },
  }),
  declare<Run>()('drop_off_runs', plain('_id', 'hour', 'at', 'series'), {
    purpose: 'How far the drop-off watch has come',
    ...{ ...nobody, kept: always },
  }),
  declare<Release>()('releases', plain('_id', 'at'), {
    purpose: 'When releases went out',
    ...{ ...nobody, kept: always },
  }),
  declare<HelpVotes>()('help_votes', plain('_id', 'article', 'language', 'week', 'yes', 'no'), {
    purpose: 'How many people an article of the help centre helped',
    ...{ ...nobody, kept: always },
  }),
  declare<JourneyNoticeRow>()(
    'journey_notices',
    {
      ...plain('_id', 'severity', 'parts', 'steps', 'from', 'until', 'endedAt', 'by', 'writtenAt', 'endedBy'),
      ...plain('changedBy', 'changedAt'),
      ...open('text'),
    },
    {
      purpose: 'What staff tell people on the pages of their way',
      ...{ ...byStaff, kept: { by: 'until', delay: noticesKept, lasts: noticesKept, from: 'its planned end' } },
    },
  ),
  declare<BlockedEmailDomain>()('blocked_email_domains', plain('_id', 'by', 'incident', 'at'), {
    purpose: 'Domains with whose addresses no account is made',
    ...{ ...byStaff, basis: 'security', kept: { until: 'staff take it off the list' } },
  }),
  declare<SettingRow>()('service_settings', plain('_id', 'value', 'version', 'changes'), {
    purpose: 'What admins set while the service runs',
    ...{ ...byStaff, kept: always },
  }),
  declare<Ring>()(
    'signing_keys',
    {
      ...plain('_id', 'version'),
      keys: { ...plain('kid', 'kind', 'madeAt', 'signsFrom'), sealed: 'sealed' },
      news: plain('id', 'at', 'made', 'gone'),
    },
    {
      purpose: 'The keys that sign tokens, in the keys database',
      ...{ ...nobody, kept: { until: 'a day after the last token they signed' } },
    },
  ),
  declare<SealingKeyRow>()('sealing_keys', plain('_id', 'since', 'sealsSince', 'clearedAt'), {
    purpose: 'By which sealing keys something still lies, by their ids, in the keys database',
    ...{ ...nobody, kept: always },
  }),
  declare<Recorded>()('migrations', plain('_id', 'name', 'token', 'breaks', 'begunAt', 'doneAt', 'release'), {
    purpose: 'Which migrations were made',
    ...{ ...nobody, kept: always },
  }),
  declare<IndexesRow>()('migration_indexes', plain('_id', 'names'), {
    purpose: 'Which indexes a migration has made',
    ...{ ...nobody, kept: always },
  }),
  declare<LeaseRow>()('migration_lease', plain('_id', 'token', 'until'), {
    purpose: 'Who migrates',
    ...{ ...nobody, kept: always },
  }),
  declare<Mark>()('installation', plain('_id', 'environment', 'since'), {
    purpose: 'Which environment a database belongs to',
    ...{ ...nobody, kept: always },
  }),
];
