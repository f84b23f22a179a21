import type { Lookup } from '../platform/keys/lookup.js';
import type { Sealer } from '../platform/keys/sealing.js';
import { accountContacts } from './accounts/account-contacts.js';
import { accounts } from './accounts/accounts.js';
import { approvals } from './accounts/approvals.js';
import { closings } from './accounts/closings.js';
import { contactChanges } from './accounts/contact-changes.js';
import { contactUpdates } from './accounts/contact-updates.js';
import { faceTemplates } from './accounts/face-templates.js';
import { guesses } from './accounts/guesses.js';
import { letters } from './accounts/letters.js';
import { recoveries } from './accounts/recoveries.js';
import { registrations } from './accounts/registrations.js';
import { signInWays } from './accounts/sign-in-ways.js';
import { signIns } from './accounts/sign-ins.js';
import { signOuts } from './accounts/sign-outs.js';
import { takenBackLevels } from './accounts/taken-back-levels.js';
import { waySetUps } from './accounts/way-set-ups.js';
import { audit } from './audit/audit.js';
import { auditSearch } from './audit/audit-search.js';
import { auditVerdict } from './audit/audit-verdict.js';
import { auditSealing } from './audit/seal-audit.js';
import { backlogs } from './backlogs.js';
import { assurance } from './casework/assurance.js';
import { blockedDocuments } from './casework/blocked-documents.js';
import { blockedEmailDomains } from './casework/blocked-email-domains.js';
import { holdingList } from './casework/holding-list.js';
import { journeyNotices } from './casework/journey-notices.js';
import { personLooks } from './casework/person-looks.js';
import { reviews } from './casework/reviews.js';
import { revisions } from './casework/revisions.js';
import { serviceSettings } from './casework/service-settings.js';
import { staff } from './casework/staff.js';
import { staffChanges } from './casework/staff-changes.js';
import { staffSessions } from './casework/staff-sessions.js';
import { ticketFiles } from './casework/ticket-files.js';
import { tickets } from './casework/tickets.js';
import { askTheTime } from './connection/ask-the-time.js';
import { counted } from './connection/command-count.js';
import { connect, type Patience } from './connection/connect.js';
import { acting } from './delegation/acting.js';
import { delegations } from './delegation/delegations.js';
import { dependants } from './delegation/dependants.js';
import { safeguards } from './delegation/safeguards.js';
import { environmentMark } from './environment-mark.js';
import { forms } from './forms.js';
import { dropOffRuns } from './insight/drop-off-runs.js';
import { helpVotes } from './insight/help-votes.js';
import { incidents } from './insight/incidents.js';
import { journeyEvents } from './insight/journey-events.js';
import { journeyNotes } from './insight/journey-notes.js';
import { releases } from './insight/releases.js';
import { rollUpWork } from './insight/roll-up-work.js';
import { rollUps } from './insight/roll-ups.js';
import { handOffs } from './journey/hand-offs.js';
import { journeys } from './journey/journeys.js';
import { standings } from './journey/standings.js';
import { messages } from './messages/messages.js';
import { notices } from './messages/notices.js';
import { schema } from './migrations/schema.js';
import { clients } from './partners/clients.js';
import { idempotency } from './partners/idempotency.js';
import { logos } from './partners/logos.js';
import { news } from './partners/news.js';
import { partnerActivity } from './partners/partner-activity.js';
import { partnerStatistics } from './partners/partner-statistics.js';
import { partners } from './partners/partners.js';
import { roadmap } from './partners/roadmap.js';
import { services } from './partners/services.js';
import { statisticsChoices } from './partners/statistics-choices.js';
import { toldMonths } from './partners/told-months.js';
import { webhookDeliveries } from './partners/webhook-deliveries.js';
import { webhookEvents } from './partners/webhook-events.js';
import { webhooks } from './partners/webhooks.js';
import { arrivals } from './provider/arrivals.js';
import { consents } from './provider/consents.js';
import { linkages } from './provider/linkages.js';
import { oidc } from './provider/oidc.js';
import { refreshTokens } from './provider/refresh-tokens.js';
import { signingKeys } from './provider/signing-keys.js';
import { ssoRequests } from './provider/sso-requests.js';
import { userMetadata } from './provider/user-metadata.js';
import { resealing } from './sealing/reseal.js';
import { sealingKeys } from './sealing/sealing-keys.js';
import type { StoreTools } from './tools.js';
import { cases } from './verification/cases.js';
import { documentUses } from './verification/document-uses.js';
import { evidence } from './verification/evidence.js';
import { identities } from './verification/identities.js';
import { seenFrames } from './verification/seen-frames.js';
import { velocity } from './verification/velocity.js';

/** The settings the store needs (see platform/settings/config.ts). */
export type StoreSettings = {
  mongodbUri: string;
  mongodbDatabase: string;
  keysMongodbUri: string;
  keysMongodbDatabase: string;
  release?: string | undefined;
} & Patience;

export type Store = Awaited<ReturnType<typeof openStore>>;

/** Connects, and returns the operations of every collection. Whoever uses them waits for `schema.awaited`, or migrates. */
export async function openStore(settings: StoreSettings, sealer: Sealer, lookup: Lookup) {
  const { mongodbUri, keysMongodbUri } = settings;
  const client = await connect(mongodbUri, settings);
  const keysClient = keysMongodbUri === mongodbUri ? client : await connect(keysMongodbUri, settings);
  const tools: StoreTools = {
    db: counted(client.db(settings.mongodbDatabase)),
    keysDb: counted(keysClient.db(settings.keysMongodbDatabase)),
    sealer,
    lookup,
  };
  const { collections, events, journeysOf, contacts, messagesOf } = collectionsOf(tools);
  return {
    ...collections,
    acting: acting(collections),
    arrivals: arrivals(tools, collections),
    auditVerdict: auditVerdict(tools),
    backlogs: backlogs(tools),
    journeyNotes: journeyNotes(events, journeysOf, settings.release ?? 'unreleased'),
    notices: notices(contacts, messagesOf),
    partnerStatistics: partnerStatistics(collections.rollUps, collections.toldMonths, collections.statisticsChoices),
    tools,
    schema: schema(tools, declareIndexes),
    /** Resolves when the database answers. */
    ping: (): Promise<void> => askTheTime(tools.db),
    close: async (): Promise<void> => {
      await Promise.all([client.close(), keysClient === client ? undefined : keysClient.close()]);
    },
  };
}

/** Has every collection say which indexes it wants. */
const declareIndexes = (tools: StoreTools): Promise<unknown> =>
  Promise.all(Object.values(collectionsOf(tools).collections).map((collection) => collection.ensureIndexes()));

function collectionsOf(tools: StoreTools) {
  const standing = standings(tools);
  const partnersOf = partners(tools);
  const ended = signOuts(tools);
  const contacts = accountContacts(tools);
  const messagesOf = messages(tools);
  const events = journeyEvents(tools);
  const journeysOf = journeys(tools, standing);
  const files = ticketFiles(tools);
  const people = { accounts: accounts(tools), delegations: delegations(tools), dependants: dependants(tools) };
  const collections = {
    ...people,
    accountContacts: contacts,
    approvals: approvals(tools),
    assurance: assurance(tools),
    letters: letters(tools),
    audit: audit(tools),
    auditSealing: auditSealing(tools),
    auditSearch: auditSearch(tools),
    blockedDocuments: blockedDocuments(tools),
    blockedEmailDomains: blockedEmailDomains(tools),
    cases: cases(tools, standing),
    closings: closings(tools),
    clients: clients(tools, partnersOf.forget),
    consents: consents(tools),
    contactChanges: contactChanges(tools),
    contactUpdates: contactUpdates(tools),
    documentUses: documentUses(tools),
    dropOffRuns: dropOffRuns(tools),
    environment: environmentMark(tools),
    evidence: evidence(tools),
    faceTemplates: faceTemplates(tools),
    forms: forms(tools),
    guesses: guesses(tools),
    handOffs: handOffs(tools),
    helpVotes: helpVotes(tools),
    holdingList: holdingList(tools),
    idempotency: idempotency(tools),
    identities: identities(tools),
    incidents: incidents(tools),
    journeyEvents: events,
    journeyNotices: journeyNotices(tools),
    journeys: journeysOf,
    linkages: linkages(tools),
    logos: logos(tools),
    messages: messagesOf,
    news: news(tools),
    oidc: oidc(tools, ended),
    recoveries: recoveries(tools),
    refreshTokens: refreshTokens(tools),
    partnerActivity: partnerActivity(tools),
    partners: partnersOf,
    registrations: registrations(tools),
    releases: releases(tools),
    resealing: resealing(tools),
    reviews: reviews(tools),
    revisions: revisions(tools),
    roadmap: roadmap(tools),
    rollUps: rollUps(tools),
    rollUpWork: rollUpWork(tools),
    safeguards: safeguards(tools),
    sealingKeys: sealingKeys(tools),
    seenFrames: seenFrames(tools),
    services: services(tools),
    serviceSettings: serviceSettings(tools),
    signIns: signIns(tools),
    signingKeys: signingKeys(tools),
    ssoRequests: ssoRequests(tools),
    signInWays: signInWays(tools),
    personLooks: personLooks(tools),
    staffChanges: staffChanges(tools),
    standings: standing,
    signOuts: ended,
    statisticsChoices: statisticsChoices(tools),
    takenBackLevels: takenBackLevels(tools),
    ticketFiles: files,
    tickets: tickets(tools, files),
    toldMonths: toldMonths(tools),
    staff: staff(tools),
    staffSessions: staffSessions(tools),
    userMetadata: userMetadata(tools),
    velocity: velocity(tools),
    waySetUps: waySetUps(tools),
    webhookDeliveries: webhookDeliveries(tools),
    webhookEvents: webhookEvents(tools),
    webhooks: webhooks(tools),
  };
  return { collections, events, journeysOf, contacts, messagesOf };
}
