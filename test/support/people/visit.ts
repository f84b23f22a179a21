import { newestCode, type Person } from './person.js';
import type { Visitor } from './visitor.js';

type Doing = (visitor: Visitor, person: Person) => Promise<unknown>;

/** The code that each address and number had last. */
const lastCodes = new Map<string, string>();

/** Where an earlier message was still the newest, its code is refused, and the newer one is waited for. */
const byCode =
  (channel: 'email' | 'mobile'): Doing =>
  async (visitor, { [channel]: to, code: fixed }) => {
    if (fixed) return void (await visitor.send({ code: fixed }));
    const { name } = visitor.page;
    for (let tries = 0; tries < 3; tries++) {
      const code = await newestCode(visitor.product, to, lastCodes.get(to));
      lastCodes.set(to, code);
      const { name: next, html } = await visitor.send({ code });
      if (next !== name || !html.includes('nhsuk-error-summary')) return;
    }
  };

const termsOn = ({ page }: Visitor): string => page.html.match(/id="terms"[^>]*value="([^"]*)"/)?.[1] ?? '';

/** Pages on which people wait. */
const waiting = ['checking', 'linkage-wait'];

const lookAgain: Doing = async (visitor) => {
  await new Promise((resolve) => setTimeout(resolve, 250));
  return visitor.open(visitor.page.url.href);
};

/** What a visitor does on each page. */
const doings: Readonly<Record<string, Doing>> = {
  email: (visitor, { email, known }) => visitor.send(known ? { email } : { email, action: 'code' }),
  password: (visitor, { known, password }) => visitor.send(known ? { password } : { action: 'register' }),
  'email-code': byCode('email'),
  'create-account': (visitor, { password, mobile }) =>
    visitor.send({ password, mobile, over13: 'yes', terms: termsOn(visitor) }),
  'resume-password': (visitor, { password }) => visitor.send({ password }),
  mobile: (visitor, { mobile }) => visitor.send({ mobile }),
  'mobile-code': byCode('mobile'),
  'sms-code': byCode('mobile'),
  'terms-changed': (visitor) => visitor.send({ terms: termsOn(visitor) }),
  details: (visitor, { givenNames, familyName, birthDate }) => {
    const [year = '', month = '', day = ''] = birthDate.split('-');
    return visitor.send({ givenNames, familyName, day, month, year });
  },
  postcode: (visitor, { postcode, nhsNumber = '' }) => visitor.send({ postcode, nhsNumber }),
  check: (visitor) => visitor.send({}),
  ...Object.fromEntries(waiting.map((name) => [name, lookAgain])),
  document: (visitor) => visitor.go(),
  'document-photo': (visitor, { passport, back }) => {
    const photo = visitor.page.html.includes('data-side="back"') ? back : passport;
    return visitor.upload('photo', photo ? [photo] : []);
  },
  'face-consent': (visitor, { refusesFaceData }) => visitor.send({ agreed: refusesFaceData ? 'no' : 'yes' }),
  'document-attempts': (visitor) => visitor.send({ action: 'review' }),
  'face-attempts': (visitor) => visitor.send({ action: 'review' }),
  face: (visitor) => visitor.go(),
  'face-scan': (visitor, { facePhoto }) => visitor.upload('photo', facePhoto ? [facePhoto] : []),
  consent: (visitor) => visitor.send({ action: 'agree' }),
  return: (visitor) => visitor.go(),
};

/**
 * Walks as a person until a page of the given name is before them (`partner` for being back there).
 * @param beforeEach called before each page is acted on, with its name.
 * @returns the names of the pages walked through, in order; a page that is waited on, once.
 */
export async function visitTo(
  until: string,
  visitor: Visitor,
  person: Person,
  beforeEach: (name: string) => Promise<void> = async () => {},
): Promise<string[]> {
  const walked: string[] = [];
  for (let pages = 0; pages < 900; pages++) {
    const { name, url, status, html } = visitor.page;
    if (name === until) return walked;
    const doing = doings[name];
    if (!doing || status >= 400) {
      const text = html.replace(/<head>[\s\S]*?<\/head>/, '').replace(/<[^>]*>|\s+/g, ' ');
      throw new Error(`at ${url} (${status}) on the way to ${until}, by ${walked.join(' ')}: ${text.slice(0, 900)}`);
    }
    if (walked.at(-1) !== name) {
      await beforeEach(name);
      walked.push(name);
    } else if (!waiting.includes(name)) throw new Error(`stuck at ${url}: ${html}`);
    await doing(visitor, person);
  }
  throw new Error(`never came to ${until}: ${walked.join(' ')}`);
}
