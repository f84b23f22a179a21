import { createHmac } from 'node:crypto';
import type { Way } from './code-flow.js';
import type { KeycloakUser } from './keycloak-realm.js';

/** Through Keycloak's own pages: name and password, then the code of the authenticator app. */
export const byPages =
  ({ username, password, otpSecret }: KeycloakUser): Way =>
  async (browser, address) => {
    let shown = await browser.open(address);
    const pages = [() => ({ username, password, credentialId: '' }), () => ({ otp: codeNow(otpSecret) })];
    for (const fieldsOf of pages) {
      const html = await shown.response.text();
      const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
      if (!action) throw new Error(`no form: ${shown.response.status} ${html.slice(0, 2_000)}`);
      shown = await browser.open(action, { method: 'POST', body: new URLSearchParams({ ...fieldsOf() }) });
    }
    if (!shown.left) throw new Error(`not signed in: ${(await shown.response.text()).slice(0, 3_000)}`);
    return shown.left;
  };

/** RFC 6238, six digits for each half minute. */
function codeNow(secret: string): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7f_ff_ff_ff;
  return String(number % 1_000_000).padStart(6, '0');
}
