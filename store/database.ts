import type { Lookup } from '../platform/lookup.js';
import type { Sealer } from '../platform/sealing.js';
import { accountContacts } from './account-contacts.js';
import { accounts } from './accounts.js';
import { acting } from './acting.js';
import { approvals } from './approvals.js';
import { arrivals } from './arrivals.js';
import { askTheTime } from './ask-the-time.js';
import { assurance } from './assurance.js';
import { audit } from './audit.js';
import { auditSearch } from './audit-search.js';
import { auditVerdict } from './audit-verdict.js';
import { backlogs } from './backlogs.js';
import { blockedDocuments } from './blocked-documents.js';
import { blockedEmailDomains } from './blocked-email-domains.js';
import { cases } from './cases.js';
import { clients } from './clients.js';
import { closings } from './closings.js';
import { counted } from './command-count.js';
import { connect, type Patience } from './connect.js';
import { consents } from './consents.js';
import { contactChanges } from './contact-changes.js';
import { contactUpdates } from './contact-updates.js';
import { delegations } from './delegations.js';
import { dependants } from './dependants.js';
import { documentUses } from './document-uses.js';
import { dropOffRuns } from './drop-off-runs.js';
import { environmentMark } from './environment-mark.js';
import { evidence } from './evidence.js';
import { faceTemplates } from './face-templates.js';
import { forms } from './forms.js';
import { guesses } from './guesses.js';
import { handOffs } from './hand-offs.js';
import { helpVotes } from './help-votes.js';
import { holdingList } from './holding-list.js';
import { idempotency } from './idempotency.js';
import { identities } from './identities.js';
import { incidents } from './incidents.js';
import { journeyEvents } from './journey-events.js';
import { journeyNotes } from './journey-notes.js';
import { journeyNotices } from './journey-notices.js';
import { journeys } from './journeys.js';
import { letters } from './letters.js';
import { linkages } from './linkages.js';
import { logos } from './logos.js';
import { messages } from './messages.js';
import { schema } from './migrations/schema.js';
import { news } from './news.js';
import { notices } from './notices.js';
import { oidc } from './oidc.js';
import { partnerActivity } from './partner-activity.js';
import { partnerStatistics } from './partner-statistics.js';
import { partners } from './partners.js';
import { makePersonLooks } from './person-looks.js';
import { recoveries } from './recoveries.js';
import { refreshTokens } from './refresh-tokens.js';
import { registrations } from './registrations.js';
import { releases } from './releases.js';
import { resealing } from './reseal.js';
import { reviews } from './reviews.js';
import { revisions } from './revisions.js';
import { roadmap } from './roadmap.js';
import { rollUpWork } from './roll-up-work.js';
import { rollUps } from './roll-ups.js';
import { safeguards } from './safeguards.js';
import { auditSealing } from './seal-audit.js';
import { sealingKeys } from './sealing-keys.js';
import { seenFrames } from './seen-frames.js';
import { serviceSettings } from './service-settings.js';
import { services } from './services.js';
import { signInWays } from './sign-in-ways.js';
import { signIns } from './sign-ins.js';
import { signOuts } from './sign-outs.js';
import { signingKeys } from './signing-keys.js';
import { ssoRequests } from './sso-requests.js';
import { staff } from './staff.js';
import { staffChanges } from './staff-changes.js';
import { staffSessions } from './staff-sessions.js';
import { standings } from './standings.js';
import { statisticsChoices } from './statistics-choices.js';
import { takenBackLevels } from './taken-back-levels.js';
import { ticketFiles } from './ticket-files.js';
import { tickets } from './tickets.js';
import { toldMonths } from './told-months.js';
import type { StoreTools } from './tools.js';
import { userMetadata } from './user-metadata.js';
import { velocity } from './velocity.js';
import { waySetUps } from './way-set-ups.js';
import { webhookDeliveries } from './webhook-deliveries.js';
import { webhookEvents } from './webhook-events.js';
import { webhooks } from './webhooks.js';

/** The settings the store needs (see platform/config.ts). */
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
    personLooks: makePersonLooks(tools),
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
