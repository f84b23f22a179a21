import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type Request, type Response } from 'express';
import type { JWK } from 'jose';
import { type Activity, createActivity } from '../../../api/activity/activity.js';
import { watchPartnerApi } from '../../../api/activity/partner-api.js';
import { watchPartners } from '../../../api/activity/provider.js';
import type { Travel } from '../../../api/partner/operation.js';
import { partnerRoutes } from '../../../api/partner/routes.js';
import { providerBridge } from '../../../api/provider/bridge.js';
import { createProvider } from '../../../api/provider/provider.js';
import { providerRoutes } from '../../../api/provider/routes.js';
import type { ExitDescription } from '../../../domain/journey/exits.js';
import type { SignInMethod } from '../../../domain/levels/authenticators.js';
import type { Level } from '../../../domain/levels/levels.js';
import type { Identity } from '../../../domain/person/identity.js';
import { type SigningKeys, signingKeys } from '../../../platform/keys/signing-keys.js';
import { createLog } from '../../../platform/log/log.js';
import { randomId } from '../../../platform/random-id.js';
import type { Store } from '../../../store/database.js';
import type { Partner } from '../../../store/partners/partners.js';
import type { LiveInteraction, ProviderBridge, ProviderPages } from '../../../ui/ports.js';
import { rsaKey } from '../partners/rsa-key.js';
import type { CookieBrowser } from '../people/cookie-browser.js';
import { openTestStore } from '../store/open-test-store.js';

/** What the person does at each prompt. The pages of ui/ are tested with ui/; here a few lines answer at once. */
export type Behaviour = {
  accountId: string;
  methods: SignInMethod[];
  /** Called at `identity_proofing`, before the answer: a test may raise the level here. */
  prove: () => Promise<void>;
  refuseConsent: boolean;
  /** Leaves the proof of identity, with this word to the partner. */
  leave?: ExitDescription | undefined;
  /** At the page that says whom they are about to be signed in as: "this is not me". */
  another: boolean;
  /** By which delegation they go on, where they are asked for whom. */
  delegationId?: string | undefined;
  /** Leaves the request waiting, to be answered by the test. */
  wait: boolean;
};

export type ProviderApp = {
  issuer: string;
  store: Store;
  bridge: ProviderBridge;
  keys: SigningKeys;
  behaviour: Behaviour;
  /** Prompts that were shown, in order. */
  shown: LiveInteraction[];
  /** What partners' requests came to. */
  activity: Activity;
  /** Lines that were logged. */
  logged: string[];
  addPartner: (key: JWK, more?: Partial<Partner>) => Promise<Partner>;
  addAccount: (level?: Level, identity?: Identity) => Promise<string>;
  /** Signs an account in in a browser, by a session of its own instead of a request. */
  putSession: (browser: CookieBrowser, accountId: string, methods: readonly SignInMethod[]) => Promise<void>;
  close: () => Promise<void>;
};

const pages: ProviderPages = {
  signOut: async (_req, _res, { action, xsrf }) =>
    `<form method="post" action="${action}"><input name="xsrf" value="${xsrf}">`,
  signedOut: async () => 'signed out',
  refused: async (_req, res, { error }) => {
    res.set('x-refused', error);
    return `refused ${error}`;
  },
  unavailable: async () => 'unavailable',
  waiting: async () => 'waiting',
};

/** What more an application has, mounted after the provider. */
export type MountMore = (app: Express, parts: Pick<ProviderApp, 'issuer' | 'store' | 'bridge'>) => void;

/** The provider and the partner API, listening, on a store of their own. */
export async function startProviderApp({
  mountMore,
  travel,
  ...settings
}: {
  codeSeconds?: number;
  maintenanceUntil?: Date;
  mountMore?: MountMore;
  travel?: Travel;
} = {}): Promise<ProviderApp> {
  const { store, drop } = await openTestStore();
  const app = express();
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keys = signingKeys([await signingKey('now'), await signingKey('next'), ecSigningKey('ec')]);
  const logged: string[] = [];
  const log = createLog({ level: 'debug', process: 'test', destination: { write: (line) => void logged.push(line) } });
  const cookieKeys = [new Uint8Array(randomBytes(32))];
  const onSignedOut = () => {};
  const given = { issuer, keys, cookieKeys, store, log, pages, onSignedOut };
  const provider = createProvider({ ...given, ...settings });
  // So that a request's outcome is seen without opening the page that it leads to.
  provider.on('interaction.started', (ctx, prompt) => ctx.set('x-prompt', prompt.name));
  const bridge = providerBridge(provider, { issuer, store, onEnded: onSignedOut });
  const behaviour: Behaviour = {
    accountId: '',
    methods: ['pwd', 'sms'],
    prove: async () => {},
    refuseConsent: false,
    another: false,
    wait: false,
  };
  const shown: LiveInteraction[] = [];

  const answer = async (req: Request, res: Response): Promise<void> => {
    const interaction = await bridge.interaction(req, res);
    if (!interaction) return void res.status(404).send('no interaction');
    shown.push(interaction);
    if (behaviour.wait && req.query.go === undefined) return void res.send('waiting');
    const journeyId = interaction.journeyId ?? randomId();
    if (interaction.prompt === 'login') {
      await bridge.finishLogin(req, res, { accountId: behaviour.accountId, methods: behaviour.methods, journeyId });
    } else if (interaction.prompt === 'select_account') {
      await bridge.finishWhom(req, res, { another: behaviour.another });
    } else if (interaction.prompt === 'for_whom') {
      await bridge.finishForWhom(req, res, { delegationId: behaviour.delegationId });
    } else if (interaction.prompt === 'identity_proofing' && behaviour.leave) {
      await bridge.abort(req, res, { error: 'access_denied', description: behaviour.leave });
    } else if (interaction.prompt === 'identity_proofing') {
      await behaviour.prove();
      await bridge.finishProofing(req, res, { journeyId });
    } else if (behaviour.refuseConsent) {
      await bridge.abort(req, res, { error: 'access_denied', description: 'user_cancelled' });
    } else {
      const { accountId = '', partnerId, missingScopes } = interaction;
      await store.consents.give(accountId, partnerId, [...missingScopes], new Date());
      await bridge.finishConsent(req, res, { journeyId });
    }
  };
  app.get('/interaction/:uid', answer);
  app.get('/session-for/:accountId', async (req, res) => {
    const session = new provider.Session();
    const amr = String(req.query.methods).split(',');
    session.loginAccount({ accountId: req.params.accountId, amr, loginTs: Math.floor(Date.now() / 1_000) });
    const { cookies } = provider.createContext(req, res);
    cookies.set(provider.cookieName('session'), await session.save(600), { signed: true, httpOnly: true });
    res.send('signed in');
  });
  app.get('/whoami', async (req, res) => void res.json((await bridge.session(req, res)) ?? null));
  const activity = createActivity(store, log);
  watchPartners(provider, activity);
  app.use(providerRoutes(provider, issuer, store));
  app.use('/partner/v1', watchPartnerApi(activity), partnerRoutes({ issuer, keys, store, log, travel }));
  mountMore?.(app, { issuer, store, bridge });

  return {
    issuer,
    store,
    bridge,
    keys,
    behaviour,
    shown,
    activity,
    logged,
    async addPartner(key, more = {}) {
      const partner = { ...examplePartner(key), ...more };
      await store.partners.put(partner);
      return partner;
    },
    async addAccount(level = 'P0', identity) {
      const id = randomId();
      await store.accounts.create({
        id,
        registrationId: randomId(),
        email: `${id.toLowerCase()}@example.com`,
        mobile: '+447700900123',
        passwordHash: 'x',
        termsVersion: '1',
        language: 'en',
        now: new Date(),
      });
      if (level !== 'P0') await raise(store, id, level, identity);
      return id;
    },
    async putSession(browser, accountId, methods) {
      await browser.request(`/session-for/${accountId}?methods=${methods}`);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await drop();
    },
  };
}

export async function raise(store: Store, accountId: string, level: Level, identity?: Identity): Promise<void> {
  const proof = { epoch: 0, caseId: randomId(), how: 'M1A', now: new Date() };
  await store.accounts.raiseLevel({ accountId, level, identity, ...proof });
}

export const examplePerson: Identity = {
  nhsNumber: '9000000009',
  familyName: 'Exempli',
  givenNames: ['Anna', 'Maria'],
  formerNames: [],
  birthDate: '1985-04-12',
  gpOdsCode: 'A12345',
  mobile: '+447700900123',
};

function examplePartner(key: JWK): Partner {
  return {
    _id: `partner-${randomId()}`,
    name: 'Example partner',
    redirectUris: ['https://partner.example/callback'],
    postLogoutRedirectUris: ['https://partner.example/bye'],
    jwks: { keys: [key] },
    assertionAlg: 'RS512',
    scopes: ['openid', 'email', 'phone', 'profile', 'profile_extended', 'gp_registration_details'],
    vectors: ['P0.Cp.Cd', 'P5.Cp.Cd', 'P9.Cp.Cd', 'P9.Cp.Ck', 'P9.Cm'],
    entryPage: 'https://partner.example/',
    initiateLoginUri: 'http://localhost:3001/initiate',
    statusApi: true,
    returnAddresses: ['https://partner.example/back'],
  };
}

function ecSigningKey(kid: string): JWK {
  return { ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }), kid } as JWK;
}

async function signingKey(kid: string): Promise<JWK> {
  return { ...(await rsaKey()), kid };
}
