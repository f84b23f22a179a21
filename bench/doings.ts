import { setTimeout as sleep } from 'node:timers/promises';
import { shotsOf } from '../dev/specimens/head-turn/filmed-scan.js';
import type { LivenessChallenge } from '../evidence/liveness/challenge.js';
import type { Doing, Shown, Traveller } from './http-person.js';

/** Goes to a page beside the one shown. */
const follow =
  (page: string): Doing =>
  (person, { url }) =>
    person.open(new URL(page, url).href);

const fill =
  (fields: (who: Traveller) => Record<string, string>): Doing =>
  (person, shown) =>
    person.post(shown, fields(person.who));

/** Pages that ask for a code, and where it goes. */
export const codes: Readonly<Record<string, 'email' | 'mobile'>> = {
  'email-code': 'email',
  'mobile-code': 'mobile',
  'sms-code': 'mobile',
};

const termsOn = ({ html }: Shown): string => html.match(/name="terms"[^>]*value="([^"]*)"/)?.[1] ?? '';

const enterCode: Doing = (person, shown) => person.postCode(shown);

/** What is done on each page. */
export const doings: Readonly<Record<string, Doing>> = {
  email: fill(({ email, known }) => ({ email, action: known ? 'continue' : 'code' })),
  password: (person, shown) => {
    const { known, password } = person.who;
    return known ? person.post(shown, { password }) : person.post(shown, { action: 'register' });
  },
  'email-code': enterCode,
  'create-account': (person, shown) => {
    const { password, mobile } = person.who;
    return person.post(shown, { password, mobile, over13: 'yes', terms: termsOn(shown) });
  },
  mobile: fill(({ mobile }) => ({ mobile })),
  'mobile-code': enterCode,
  'sms-code': enterCode,
  details: fill(({ givenNames, familyName, birthDate }) => {
    const [year = '', month = '', day = ''] = birthDate.split('-');
    return { givenNames, familyName, day, month, year };
  }),
  postcode: fill(({ postcode }) => ({ postcode })),
  check: fill(() => ({})),
  async checking(person, { url }) {
    let shown = await person.open(url.href);
    while (shown.name === 'checking') {
      await sleep(40);
      shown = await person.open(url.href);
    }
    return shown;
  },
  document: follow('document-photo'),
  'document-photo': (person, shown) =>
    person.upload(shown, { captured: 'camera' }, 'photo', person.who.passport ? [person.who.passport] : []),
  'face-consent': fill(() => ({ agreed: 'yes' })),
  face: follow('face-scan'),
  async 'face-scan'(person, shown) {
    const settings = shown.html.match(/camera-settings"[^>]*>(.*?)<\/script>/)?.[1] ?? '{}';
    const shots = shotsOf(JSON.parse(settings) as LivenessChallenge);
    const views = structuredClone(person.who.views);
    const files = shots.flatMap(({ view }) => views?.[view].shift() ?? []);
    const said = shots.map(({ view, takenAt, ...rest }) => ({ ...rest, at: takenAt }));
    // A scan takes its time, and the check knows when the page was made.
    const filmedMs = shots.at(-1)?.takenAt ?? 0;
    person.filmedMs += filmedMs;
    await sleep(filmedMs);
    return person.upload(shown, { captured: 'camera', frame_poses: JSON.stringify(said) }, 'frames', files);
  },
  consent: fill(() => ({ action: 'agree' })),
  return: (person, shown) => {
    const link = shown.html.match(/<a[^>]*class="nhsuk-button[^>]*>/)?.[0].match(/href="([^"]*)"/)?.[1] ?? '';
    return person.open(new URL(link.replaceAll('&amp;', '&'), shown.url).href);
  },
};
