import type { StaffCapability } from '../../domain/casework/staff-roles.js';
import { staffAccess } from './staff-access.js';
import type { Route } from './walk.js';

/** Who may ask for a route, in the words of docs/routes.md. */
export const meanings = {
  anybody: 'Anybody: it shows nothing of a person, and changes nothing of one',
  link: 'Who holds the secret in the address, from a message or a partner; spent by its button, never by looking',
  interaction: 'The browser whose request to sign in it is, by the cookie of that interaction',
  account: 'Who is signed in; each sees their own account only',
  owner: 'Who is signed in to the account that the journey belongs to',
  writer: 'The account that wrote the message, or the browser if nobody was signed in',
  phone: 'The one phone that took the camera steps over, by its cookie',
  recovery: 'The one browser that a recovery lets in, by its cookie',
  portal: 'Who is signed in, as a person of a partner',
  member: 'Who is signed in and is among the service’s people; changes need the role that the page names',
  staff: 'Any member of staff who is signed in',
  client: 'A partner, by an assertion signed with its key',
  token: 'Who presents an access token of a person’s sign-in',
  partner: 'A partner, by an access token for the partner API; each sees its own only',
  operator: 'Who holds the operator’s secret for it',
} as const;

export type Access = keyof typeof meanings | `staff: ${StaffCapability}`;

/** Addresses that are not as the family is that they stand in. `*` stands for any method. */
const single: Readonly<Partial<Record<Access, readonly string[]>>> = {
  anybody: [
    ...['GET /', 'GET /healthz', 'GET /readyz', 'GET /trustmark', 'GET /signed-in', 'GET /signed-out'],
    ...['GET /.well-known/jwks.json', 'GET /.well-known/openid-configuration', 'GET /jwks'],
    ...['GET /.well-known/oauth-authorization-server', 'OPTIONS *', 'GET /partner/v1/openapi.json'],
    ...['GET /authorize', 'POST /authorize', 'GET /end-session', 'GET /end-session/success'],
    ...['GET /docs', 'GET /docs/search', 'GET /docs/:name', 'GET /help', 'GET /help/search', 'GET /help/:name'],
    ...['POST /help/:name/helpful', 'GET /help/contact', 'POST /help/contact', 'POST /page-times', 'GET /logos/:id'],
    ...['GET /sandbox', 'GET /sandbox/documents', 'GET /sandbox/documents/:file', 'GET /recover', 'POST /recover'],
    ...['GET /account/sign-in', 'GET /account/undone', 'GET /account/closing', 'GET /account/stay-open'],
    ...['GET /account/recovery', 'POST /account/sign-out', 'GET /journey/:id/sign-in', 'POST /journey/:id/draft'],
    ...['POST /casework/{*path}', 'GET /casework/sign-in', 'GET /casework/sign-in/start', 'GET /casework/signed-out'],
    ...['GET /casework/sign-in/callback', 'POST /casework/sign-out', 'POST /interaction/:uid/draft'],
  ],
  link: [
    ...['GET /start/:address', 'POST /start/:address', 'GET /hand-off/start/:address', 'POST /hand-off/start/:address'],
    ...['GET /account/undo/:address', 'POST /account/undo/:address', 'GET /account/stay-open/:address'],
    ...['POST /account/stay-open/:address', 'GET /account/recovery/:address', 'POST /account/recovery/:address'],
  ],
  interaction: ['GET /authorize/:uid'],
  account: ['POST /end-session/confirm'],
  writer: ['GET /help/tickets/:number'],
  owner: ['GET /start/:id/as', 'POST /start/:id/as'],
  client: ['POST /token', 'POST /par', 'POST /revoke'],
  token: ['GET /userinfo', 'POST /userinfo', 'PATCH /userinfo'],
  staff: ['GET /casework', 'GET /casework/again', 'GET /casework/stay'],
  'staff: read-histories': ['POST /casework/codec/decode'],
  operator: ['POST /notify/receipts', 'POST /operator/releases'],
};

/** Whatever is new below one of these is refused to everybody else, or the test of all routes fails. */
const families: readonly (readonly [prefix: string, access: Access])[] = [
  ['/interaction/:uid', 'interaction'],
  ['/journey/:id', 'owner'],
  ['/hand-off/:id', 'phone'],
  ['/recovery/:id', 'recovery'],
  ['/account', 'account'],
  ['/portal/services/:id', 'member'],
  ['/portal', 'portal'],
  ['/partner/v1', 'partner'],
];

const bySingle = new Map(
  (Object.entries(single) as [Access, readonly string[]][]).flatMap(([access, list]) =>
    list.map((route) => [route, access] as const),
  ),
);

/** Who may ask for a route. @returns undefined where nobody has said: such a route fails the build */
export function accessOf({ method, path }: Route): Access | undefined {
  const said = bySingle.get(`${method} ${path}`) ?? bySingle.get(`${method} *`);
  if (said) return said;
  if (path.startsWith('/casework/')) {
    const capability = staffAccess.get(`${method} ${path.slice('/casework'.length)}`);
    return capability && `staff: ${capability}`;
  }
  return families.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`))?.[1];
}

/** Rules for routes that no application has: they are to be taken away. */
export function staleRules(routes: readonly Route[]): string[] {
  const known = new Set(routes.map(({ method, path }) => `${method} ${path}`));
  const desk = [...staffAccess.keys()].map((address) => address.replace(' ', ' /casework'));
  return [...bySingle.keys(), ...desk].filter((rule) => !rule.endsWith(' *') && !known.has(rule));
}
