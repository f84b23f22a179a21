import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import type { JWK } from 'jose';
import type { HandlerOptions, Session, Surety, SuretyHandlers, SuretyOptions } from '../../../sdk/index.js';
import type { Partner } from '../../../store/partners/partners.js';
import type { ProviderApp } from '../apps/provider-app.js';
import { CookieBrowser } from '../people/cookie-browser.js';
import { importSdk } from './packed-sdk.js';
import { partnerKey } from './relying-party.js';

export type SdkPartner = {
  url: string;
  partner: Partner;
  surety: Surety;
  handlers: SuretyHandlers;
  /** Problems that people met, in order. */
  problems: string[];
  visitor: () => Visitor;
  close: () => Promise<void>;
};

export type SdkPartnerOptions = {
  app: ProviderApp;
  algorithm?: 'RS512' | 'PS256' | 'ES256';
  registered?: Partial<Partner>;
  surety?: Partial<SuretyOptions>;
  handlers?: Partial<HandlerOptions>;
  /** Adds pages before the ones that every such partner has. */
  pages?: (server: Express, handlers: SuretyHandlers) => void;
};

/** A partner made with the packed SDK on Express, listening and registered; `/who` tells the session, `/records` needs P9. */
export async function startSdkPartner({ app, algorithm = 'RS512', ...more }: SdkPartnerOptions): Promise<SdkPartner> {
  const sdk = await importSdk();
  const site = express();
  const server = createServer(site).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey, jwk } = await partnerKey(algorithm);
  const partner = await app.addPartner(jwk as JWK, {
    assertionAlg: algorithm,
    redirectUris: [`${url}/surety/callback`],
    postLogoutRedirectUris: [`${url}/surety/signed-out`],
    returnAddresses: [`${url}/verified`],
    ...more.registered,
  });
  const surety = sdk.createSurety({
    issuer: app.issuer,
    clientId: partner._id,
    privateKey,
    kid: 'partner-key',
    redirectUri: `${url}/surety/callback`,
    level: 'P0',
    ...more.surety,
  });
  const problems: string[] = [];
  const handlers = sdk.createHandlers(surety, {
    secret: 'a secret of thirty-two characters',
    onProblem: (problem) => {
      problems.push(problem.error.code);
      return sdk.problemPage(problem);
    },
    ...more.handlers,
  });
  site.use(sdk.suretyMiddleware(handlers));
  more.pages?.(site, handlers);
  site.get('/who', async (req, res) => {
    const request = new Request(url, { headers: { cookie: req.headers.cookie ?? '' } });
    res.json((await handlers.session(request)) ?? null);
  });
  site.get('/records', sdk.requireLevel(handlers, 'P9'), (req, res) => void res.json(req.surety));
  site.get('/', (_req, res) => void res.send('home'));

  return {
    url,
    partner,
    surety,
    handlers,
    problems,
    visitor: () => new Visitor(url, app.issuer),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** One browser at two sites: the partner's and Surety's. */
export class Visitor {
  readonly here: CookieBrowser;
  readonly there: CookieBrowser;

  constructor(
    readonly url: string,
    readonly issuer: string,
  ) {
    this.here = new CookieBrowser(url);
    this.there = new CookieBrowser(issuer);
  }

  /** Follows redirects to and fro until a page. */
  async open(address: string): Promise<{ at: URL; response: Response }> {
    let [at, browser] = [new URL(address, this.url), this.here];
    for (let hops = 0; hops < 6; hops++) {
      const { left, response } = await browser.open(at.href);
      if (!left) return { at: new URL(response.url), response };
      browser = left.origin === this.issuer ? this.there : this.here;
      at = left;
    }
    throw new Error('sent to and fro');
  }

  /** The answer of Surety to a sign-in, before the partner sees it. */
  async answer(address = '/surety/sign-in'): Promise<URL> {
    const { left } = await this.here.open(address);
    const back = await this.there.open(left?.href ?? '');
    if (!back.left) throw new Error(`no way back: ${back.response.status}`);
    return back.left;
  }

  async session(): Promise<Session | null> {
    return (await this.here.request('/who')).json() as Promise<Session | null>;
  }
}
