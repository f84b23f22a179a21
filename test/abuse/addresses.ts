import { request as requestHttp } from 'node:http';
import { expect, test } from '@jest/globals';
import type { Abused } from './everybody.js';

/** Ways to write another host, or a line's end, where an address of ours is expected. */
const elsewhere = [
  ...['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/%09/evil.example'],
  ...['/casework/../../evil.example', '/account\r\nSet-Cookie: planted=1', '/@evil.example'],
];

/** Ways to leave a folder. */
const outside = [
  ...['../package.json', '..%2fpackage.json', '..%2f..%2f..%2f..%2fetc%2fpasswd', '%2e%2e/%2e%2e/package.json'],
  ...[
    '..%5c..%5cpackage.json',
    '....//package.json',
    '%2fetc%2fpasswd',
    'surety.css%00.png',
    '..%252fpackage.json',
    '.%2e/package.json',
  ],
  ...['manifest.json', '%c0%ae%c0%ae/package.json', '.git/config', '..;/package.json'],
];

export function strangeAddresses(abused: () => Abused): void {
  test('No parameter that names an address leads to another host', async () => {
    const { app, owner } = abused();
    const led: string[] = [];
    // Those that name an address, and those that might be taken for one: each of the others is tried in one way.
    const request = `/authorize?client_id=${app.partner._id}&response_type=code&scope=openid`;
    const named = [
      ...['/casework/sign-in?to=', '/casework/sign-in/start?to=', '/signed-in?state=', `${request}&redirect_uri=`],
      ...['/help?from=', '/help/contact?from=', '/end-session?post_logout_redirect_uri='],
    ];
    const others = [
      ...['/account?client_id=', '/account?asserted_login_identity=', '/account/continue?journey=', '/?next='],
      ...['/account/sessions?to=', '/account/ways?return=', '/portal?to='],
    ];
    for (const [turn, to] of elsewhere.entries()) {
      const asked = [...named, ...others.slice(turn, turn + 1)];
      for (const address of asked.map((start) => start + encodeURIComponent(to))) {
        const answer = await owner.browser.request(address);
        const text = await answer.text();
        const location = answer.headers.get('location');
        const host = location && new URL(location, app.url).origin;
        if (answer.status >= 500 && !address.includes('sign-in/start')) led.push(`${address}: ${answer.status}`);
        if (host && host !== app.url) led.push(`${address} leads to ${location}`);
        if (/(?:href|action|src)="[^"]*evil\.example/.test(text.replace(/\?[^"]*"/g, '"')))
          led.push(`${address} links there`);
        if (answer.headers.getSetCookie().some((one) => one.startsWith('planted')))
          led.push(`${address} sets a cookie`);
      }
    }
    expect(led).toEqual([]);
  });

  test('No path leaves the folder whose files are shown, and none is another host’s', async () => {
    const { app } = abused();
    const found: string[] = [];
    for (const folder of ['/assets/', '/docs/', '/help/', '/sandbox/documents/', '/logos/', '/']) {
      for (const path of outside) {
        const { status, text } = await raw(app, folder + path);
        if (status < 400 || status >= 500 || /"devDependencies"|root:/.test(text))
          found.push(`${folder}${path}: ${status}`);
      }
    }
    for (const path of [
      '//evil.example/account',
      '//evil.example/journey/x',
      '/\\evil.example/portal',
      '//evil.example/%2e%2e',
    ]) {
      const { to } = await raw(app, path);
      if (to && !to.startsWith('/authorize') && /^(\/\/|\/\\|https?:\/\/evil)/.test(to))
        found.push(`${path} leads to ${to}`);
    }
    const traced = await raw(app, '/account', { 'x-secret': 'shown' }, 'TRACE');
    expect({ status: traced.status, shown: /x-secret|shown/.test(traced.text) }).toEqual({ status: 404, shown: false });
    expect(found).toEqual([]);
  });

  test('Whatever host a request names, links are made from the public address', async () => {
    const { app } = abused();
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' };
    for (const path of [
      '/account',
      '/.well-known/openid-configuration',
      '/trustmark',
      '/help',
      '/partner/v1/openapi.json',
    ]) {
      const { to, text } = await raw(app, path, headers);
      expect({ path, named: /evil\.example/.test(to + text) }).toEqual({ path, named: false });
    }
  });
}

/** A request whose path is sent as it is written: `fetch` would put it right first. */
async function raw(
  { port }: { port: number },
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; to: string; text: string }> {
  return new Promise((done, fail) => {
    const sent = requestHttp({ host: '127.0.0.1', port, path, headers, method }, async (answer) => {
      const text = Buffer.concat(await answer.toArray()).toString();
      done({ status: answer.statusCode ?? 0, to: String(answer.headers.location ?? ''), text });
    });
    sent.on('error', fail).end();
  });
}
