import type { StaffCapability } from '../../domain/casework/staff-roles.js';

/** What a member of staff must be allowed to open or post each address below `/casework`. Those that all staff may are not here. */
const addresses: Readonly<Partial<Record<StaffCapability, readonly string[]>>> = {
  'decide-cases': [
    ...['GET /in-progress', 'GET /holding', 'GET /completed', 'POST /start-next'],
    ...['GET /assurance', 'POST /assurance/start', 'GET /assurance/:id', 'GET /assurance/:id/evidence/:evidenceId'],
    ...['POST /assurance/:id/pass-on', 'POST /assurance/:id/judge'],
    ...['GET /help', 'POST /help', 'POST /help/:id'],
    ...['GET /reviews/:id', 'GET /reviews/:id/evidence/:evidenceId', 'POST /reviews/:id/attach'],
    ...['POST /reviews/:id/claim', 'POST /reviews/:id/put-back', 'POST /reviews/:id/pass-on'],
    ...['POST /reviews/:id/notes', 'POST /reviews/:id/hold', 'POST /reviews/:id/release'],
    ...['GET /reviews/:id/reassign', 'POST /reviews/:id/reassign'],
    ...['POST /reviews/:id/confirm', 'POST /reviews/:id/decision', 'GET /reviews/:id/decided'],
    ...['GET /delegations', 'POST /delegations', 'GET /delegations/:id', 'POST /delegations/:id/decision'],
    ...['GET /delegations/:id/evidence/:evidenceId', 'POST /delegations/:id/protect'],
  ],
  'revise-decisions': ['GET /reviews/:id/revise', 'POST /reviews/:id/revise'],
  'handle-incidents': ['GET /incidents', 'GET /incidents/:id', 'POST /incidents/:id'],
  'see-insight': ['GET /conversion', 'GET /releases', 'GET /growth', 'GET /health'],
  'see-help-votes': ['GET /help-votes'],
  'read-audit': ['GET /audit', 'POST /audit'],
  'run-service': [
    ...['GET /automation', 'POST /automation', 'GET /review-time', 'POST /review-time'],
    ...['GET /journey-notices/:id/change', 'POST /journey-notices/:id/change'],
    ...['GET /journey-notices', 'POST /journey-notices', 'GET /journey-notices/:id', 'POST /journey-notices/:id'],
  ],
  'manage-partners': [
    ...['GET /partners', 'GET /partners/:id', 'POST /partners/:id', 'GET /news', 'POST /news', 'GET /news/:id'],
    ...['POST /news/:id', 'GET /roadmap', 'POST /roadmap', 'GET /roadmap/:id', 'POST /roadmap/:id'],
  ],
  'find-people': ['GET /people', 'POST /people', 'GET /people/:id'],
  'answer-tickets': [
    ...['GET /tickets', 'GET /tickets/:number', 'GET /tickets/:number/files/:file'],
    ...['POST /tickets/:number/answer', 'POST /tickets/:number/state'],
  ],
  'resend-messages': ['POST /people/:id/resend'],
  'block-email-domains': ['GET /email-domains', 'POST /email-domains'],
  'change-accounts': ['GET /people/:id/change/:kind', 'POST /people/:id/change/:kind'],
};

/** The capability by address: `GET /people` below `/casework`. Said here again, not taken from the desk's code, so that no change of it goes unseen. */
export const staffAccess: ReadonlyMap<string, StaffCapability> = new Map(
  (Object.entries(addresses) as [StaffCapability, readonly string[]][]).flatMap(([capability, list]) =>
    list.map((address) => [address, capability] as const),
  ),
);
