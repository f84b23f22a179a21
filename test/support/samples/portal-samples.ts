import { navigationFor } from '../../../ui/casework/navigation.js';
import type { PageView } from '../../../ui/http/render.js';
import { servicePages } from '../../../ui/portal/home/handler.js';
import type { Language } from '../../../ui/words/languages.js';
import { wordsFor } from '../../../ui/words/words.js';
import { deskDelegationSamples } from './delegation-samples.js';
import { noStatisticsSample, statisticsSample } from './statistics-samples.js';

const service = {
  id: 'x'.repeat(22),
  name: 'Example surgery',
  base: '/portal/services/x',
  closed: false,
  operator: false,
};
const address = 'https://portal.example/a-rather-long-path/that-goes-on/and-on/callback';
const asked = {
  name: 'Example surgery',
  vectors: ['P5.Cp.Cd', 'P9.Cp.Cd'],
  scopes: ['openid', 'email', 'profile', 'gp_registration_details'],
  statusApi: true,
  refreshTokens: true,
  ssoFrom: ['y'.repeat(22)],
  since: '23 November 2026 at 10:00',
};
const incident = {
  ...{
    id: 'i',
    partner: 'Example surgery',
    step: 'document',
    reason: 'photo_blurred',
    reasonName: 'The photo is blurred',
    state: 'live',
    since: asked.since,
  },
  size: { text: '10% → 40% (35–46%)', entered: 300, hit: 120, hours: 3 },
  also: [
    { reason: 'photo_glare', reasonName: 'The photo has glare', size: '2% → 20%', since: asked.since },
    { size: '9% → 31%', since: asked.since },
  ],
  followed: [
    { kind: 'release', name: '2026.11.4', at: asked.since },
    { kind: 'setting', name: 'service.access_changed', at: asked.since },
  ],
  ...{ note: 'A new camera page: mended at four.', reports: [{ at: asked.since, text: 'iPhones, since noon.' }] },
};
const boxes = (...values: string[]) => values.map((value, n) => ({ value, checked: n === 0 }));

/** The pages of the portal, and those of admins, with plausible contents. */
export function portalSamples(language: Language): Record<string, PageView> {
  const p = wordsFor('portal', language);
  const d = wordsFor('casework', language);
  const page = (name: string, model: object = {}, values = {}, errors = {}): PageView => ({
    page: `portal/${name}`,
    form: { values, errors },
    model: { p, service, editable: true, environment: 'sandbox', ...model },
  });
  const desk = (name: string, model: object, errors = {}): PageView => ({
    page: `casework/${name}`,
    form: { values: {}, errors },
    model: { d, staff: { name: 'Ann' }, navigation: navigationFor(['admin']), ...model },
  });
  const email = 'anna.exempli@example.com';
  return {
    'portal services': page('services', {
      service: undefined,
      done: 'done.left',
      email,
      services: [{ id: 'x', name: 'Example surgery', role: 'owner', state: 'works' }],
      invitations: [{ id: 'y', name: 'Another surgery', role: 'viewer' }],
    }),
    'portal no services': page('services', { service: undefined, email, environment: 'live' }),
    'portal new': page('new-service', { service: undefined }, {}, { name: 'name_missing', exported: 'not_valid' }),
    'portal home': page('home', {
      home: true,
      groups: servicePages('sandbox'),
      issuer: 'https://surety.example',
      role: 'developer',
      state: 'incomplete',
      missing: ['redirectUris', 'keys'],
      refusal: 'Say who uses it.',
      checks: [{ check: 'sign_in', at: asked.since }, { check: 'status' }],
    }),
    'portal requests': page('requests', {
      requests: [
        { at: asked.since, endpoint: 'POST /token', status: 400, outcome: 'invalid_grant', requestId: 'x'.repeat(22) },
      ],
    }),
    'portal addresses': page(
      'addresses',
      {
        lists: [
          { name: 'redirectUris', addresses: [address] },
          { name: 'returnAddresses', addresses: [] },
        ],
      },
      { redirectUris: 'http://x' },
      { redirectUris: 'address_not_https' },
    ),
    'portal sign-out': page('sign-out', {}, {}, { backchannelLogoutUri: 'address_not_valid' }),
    'portal default-vectors': page(
      'default-vectors',
      { vectors: boxes('P0.Cp.Cd', 'P9.Cp.Cd'), usual: ['P9.Cp.Cd'] },
      {},
      { defaultVectors: 'only_shared' },
    ),
    'portal tokens': page(
      'tokens',
      { environment: 'live', usual: 'RS512', algorithms: ['RS512', 'ES256'], refreshTokens: true },
      { idTokenAlg: 'ES256' },
      { idTokenAlg: 'no_signing_key' },
    ),
    'portal protection': page('protection', { dpop: true }, {}, { profile: 'fapi_assertion_alg' }),
    'portal letters': page('letters', { letters: [['verification_pending', 'P']], returnCodes: true }),
    'portal settings-link': page('settings-link', { environment: 'live', address: `${address}/account` }),
    'portal delegated-access': page('delegated-access', { environment: 'live' }),
    'portal sso': page(
      'sso',
      {
        ...{ environment: 'live', owner: true, me: 'x', approved: [] },
        incoming: [{ id: 'y'.repeat(22), name: 'Another surgery' }],
        outgoing: [{ id: 'gone' }],
        asked: [
          { id: 'a', other: 'z'.repeat(22), own: true, coming: true },
          { id: 'b', other: 'w'.repeat(22), own: false, coming: false, name: 'A pharmacy', entryPage: address },
        ],
      },
      { from: 'x' },
      { from: 'sso_self', to: 'unknown' },
    ),
    'portal entry': page('entry', {}, { entryPage: '' }, { entryPage: 'address_missing' }),
    'portal entry read': page('entry', { editable: false, service: { ...service, operator: true } }),
    'portal keys': page(
      'keys',
      {
        algorithms: ['RS512', 'ES256'],
        ends: ['now', 'never'],
        keys: [
          { id: 'k'.repeat(43), kind: 'RSA', added: asked.since, state: 'accepted' },
          { id: 'l', kid: 'old', kind: 'RSA', added: asked.since, ends: asked.since, state: 'ended' },
        ],
        ...{ overlap: 2, saved: address },
        seen: {
          at: asked.since,
          minutes: 1,
          keys: [{ id: 'k', kind: 'RSA', since: asked.since, state: 'gone', gone: asked.since }],
        },
      },
      { assertionAlg: 'RS512' },
      { key: 'key_private' },
    ),
    'portal access': page(
      'access',
      { vectors: boxes('P0.Cp.Cd', 'P9.Cm'), scopes: boxes('email', 'gp_integration_credentials'), statusApi: true },
      {},
      { vectors: 'missing' },
    ),
    'portal branding': page(
      'branding',
      { logo: 'sample' },
      { name: 'Example' },
      { logo: 'not_png', name: 'name_missing' },
    ),
    'portal webhooks': page(
      'webhooks',
      { webhooks: [{ id: 'w', url: address, enabled: true }], events: ['verification.verified'], secret: 'whsec_x' },
      { url: 'x' },
      { url: 'address_not_valid' },
    ),
    'portal webhook': page('webhook', {
      webhook: { url: address, enabled: true, events: ['*'] },
      secret: 'whsec_x',
      deliveries: [{ id: 'd', type: 'verification.verified', state: 'failed', tries: 3, answer: 500, at: asked.since }],
    }),
    'portal people': page(
      'people',
      {
        owner: true,
        roles: ['viewer', 'developer', 'owner'],
        members: [
          { id: 'a', email, role: 'owner', self: true },
          { id: 'b', role: 'viewer', self: false },
        ],
        invitations: [{ id: 'i', email, role: 'viewer' }],
      },
      {},
      { email: 'missing', role: 'missing' },
    ),
    'portal go-live': page('go-live', { environment: 'live', state: 'beyond', asked, approved: asked, refusal: 'No.' }),
    'portal go-live waiting': page('go-live', { environment: 'live', state: 'requested', asked, waiting: asked }),
    'portal go-live sandbox': page('go-live'),
    'portal testing': page('testing', {
      spans: ['hour', 'end'],
      verifications: [{ id: 'v'.repeat(22), state: 'failed', reasons: ['review_face_differs'], at: asked.since }],
    }),
    'portal incidents': page(
      'incidents',
      {
        incidents: [incident, { ...incident, state: 'over', newNormal: true }],
        loops: [{ at: asked.since, sub: 'h1Zw1rWkqV4kq2mX1c5qXA', by: 'partner' }],
        steps: ['unknown', 'document'],
      },
      {},
      { step: 'missing', text: 'missing' },
    ),
    'desk incidents': desk('incidents', {
      ...{ p, last: { at: asked.since, series: 700 } },
      incidents: [incident, { ...incident, id: 'i2', size: undefined, state: 'over' }],
    }),
    'desk incident': desk('incident', { p, partner: 'Example surgery', incident }, { note: 'too_long' }),
    'portal statistics': page('statistics', statisticsSample),
    'portal statistics nothing': page('statistics', noStatisticsSample),
    'portal history': page('history', {
      changes: [
        { at: asked.since, who: email, action: 'service.address_added', details: address },
        { at: asked.since, staff: true, action: 'service.approved', details: '' },
      ],
    }),
    'portal close': page('close', {}, {}, { name: 'differs' }),
    'portal news': page('news', {
      service: undefined,
      news: [{ id: 'n', kind: 'change', title: 'Passkeys', date: asked.since, mustAct: true, yours: true }],
    }),
    'portal news-item': page('news-item', {
      service: undefined,
      item: {
        ...{ kind: 'change', title: 'Passkeys', date: asked.since, mustAct: true },
        ...{ areas: ['vectors', 'pages'], audience: 'P9', html: '<p>Text</p>', impact: 'More.', action: 'Test.' },
      },
    }),
    'admin news': desk(
      'news',
      {
        ...{ p, news: [{ id: 'n', title: 'Passkeys', published: true }] },
        ...{ audiences: ['all', 'P9'], areas: ['vectors'], chosen: [] },
      },
      { kind: 'missing', title: 'missing', text: 'missing', date: 'format', areas: 'missing', audience: 'missing' },
    ),
    'admin news-item': desk('news-item', {
      p,
      news: { title: 'Passkeys', published: true, html: '<p>Text</p>' },
      sent: { to: 3, at: asked.since },
      audiences: ['all'],
      areas: ['vectors'],
      chosen: ['vectors'],
    }),
    'portal roadmap': page('roadmap', {
      service: undefined,
      groups: [{ state: 'planned', items: [{ id: 'r', title: 'Passkeys', votes: 3 }] }],
    }),
    'portal roadmap-item': page(
      'roadmap-item',
      {
        ...{ service: undefined, wants: true, speaks: true },
        item: { title: 'Passkeys', state: 'planned', votes: 3, html: '<p>Text</p>' },
        comments: [{ id: 'c', text: 'We need them.', at: asked.since, own: true, service: 'Example surgery' }],
      },
      {},
      { comment: 'missing' },
    ),
    'admin roadmap': desk(
      'roadmap',
      { p, items: [{ id: 'r', title: 'Passkeys', state: 'begun', votes: 3, comments: 1 }], states: ['planned'] },
      { title: 'missing', text: 'missing', state: 'missing' },
    ),
    'admin roadmap-item': desk('roadmap-item', {
      ...{ p, title: 'Passkeys', states: ['planned'] },
      comments: [{ id: 'c', text: 'We need them.', at: asked.since, hidden: true }],
    }),
    ...deskDelegationSamples(desk),
    'admin partners': desk('partners', {
      requests: [{ id: 'x', name: 'Example surgery', since: asked.since }],
      partners: [{ id: 'x', name: 'Example surgery', state: 'requested' }],
    }),
    'admin partner': desk(
      'partner',
      {
        partner: { ...asked, id: 'x', addresses: [address] },
        request: { ...asked, id: 'r', note: 'For patients.' },
        approved: asked,
      },
      { reason: 'missing' },
    ),
  };
}
