import { createPrivateKey } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPdsClient, type PdsClient } from '../../../activities/pds/client.js';
import { type DevServer, startDevServer } from '../../../dev/server.js';
import type { Details } from '../../../domain/person/identity.js';
import { testSecrets } from '../test-secrets.js';

/** Somebody of whom the simulator has a record. */
export const amelia: Details = {
  givenNames: 'Amelia',
  familyName: 'Thornton',
  birthDate: '1988-04-17',
  postcode: 'LS1 4AP',
};

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** The PDS simulator and its client; and clients of other servers that stand for PDS. */
export async function pdsForTests() {
  const secrets = await testSecrets();
  const key = createPrivateKey(secrets.pdsPrivateKey);
  const outside: DevServer = await startDevServer({
    port: 0,
    mailPort: 0,
    issuer: 'http://localhost:3000',
    secrets,
    pdsRate: 1000,
  });
  const closers: (() => void)[] = [];

  const client = (url: string, change: { pdsKeyId?: string; timeoutMs?: number } = {}): PdsClient =>
    createPdsClient({
      pdsUrl: `${url}/pds/personal-demographics/FHIR/R4`,
      pdsTokenUrl: `${url}/pds/oauth2/token`,
      pdsApiKey: secrets.pdsApiKey,
      pdsKeyId: 'development-1',
      pdsPrivateKey: key,
      ...change,
    });

  /** A server of our own. @returns its address */
  const listen = async (answer: Answer): Promise<string> => {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  /** PDS as it might be on a bad day: answers of our own choice, with a token service that works. */
  const strange = async (answer: Answer): Promise<PdsClient> => {
    const url = await listen((request, response) => {
      if (request.url !== '/pds/oauth2/token') return answer(request, response);
      response.end(JSON.stringify({ access_token: 'token', expires_in: '599' }));
    });
    return client(url, { timeoutMs: 300 });
  };

  return {
    ...{ outside, client, listen, strange },
    /** Ends what one test began. */
    settle: () => {
      outside.faults.clear();
      for (const close of closers.splice(0)) close();
    },
    close: () => outside.close(),
  };
}
