import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Identity } from '../../domain/person/identity.js';
import type { CheckResult } from '../../domain/verification/check-results.js';
import { raise } from '../../test/support/apps/provider-app.js';
import { formOf, startUiApp, submit, type UiApp } from '../../test/support/apps/ui-app.js';
import type { CookieBrowser } from '../../test/support/people/cookie-browser.js';
import { signInByDevice } from '../../test/support/people/sign-in-by-device.js';
import { withinBudget } from '../../test/support/store/within-budget.js';
import { toldOfLevel } from '../../test/support/workflows/told-of-level.js';
import { eventually } from '../../test/support/workflows/workflow-environment.js';

let at: UiApp;
beforeAll(async () => {
  at = await startUiApp();
}, 60_000);
afterAll(() => at?.close());

const identity: Identity = { familyName: 'Exempli', givenNames: ['Anna'], formerNames: [], birthDate: '1985-04-12' };
const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

type Person = { browser: CookieBrowser; base: string; id: string };

/** Somebody at P5 whose journey asks for a document now. */
async function atDocument(): Promise<Person> {
  const { id, email } = await at.account();
  await raise(at.store, id, 'P5', identity);
  const browser = at.browser();
  const { at: page } = await signInByDevice(at, browser, await at.begin(browser, { vtr: '["P9.Cp.Cd"]' }), email);
  expect(page.pathname).toMatch(/\/document$/);
  return { browser, id, base: page.pathname.replace(/\/document$/, '') };
}

async function upload(
  { browser, base }: Pick<Person, 'browser' | 'base'>,
  page: string,
  files: [string, Uint8Array, string?][],
  fields: Record<string, string> = {},
): Promise<Response> {
  const secrets = await formOf(await browser.request(`${base}/${page}`));
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...secrets, ...fields })) body.append(name, value);
  for (const [field, bytes, type = 'image/jpeg'] of files) {
    body.append(field, new Blob([new Uint8Array(bytes)], { type }), 'photo.jpg');
  }
  return browser.request(`${base}/${page}`, { method: 'POST', body });
}

const where = async ({ browser, base }: Person) => (await browser.open(base)).at.pathname.split('/').at(-1);

const attempts = async (id: string) => (await at.store.cases.liveOf(id))?.attempts;

const documentsOf = async ({ id }: Person) => {
  const state = await at.store.cases.liveOf(id);
  return (await at.store.evidence.list(state?.id ?? '')).filter(({ slot }) => slot === 'document');
};

/** Sends a photo that does not do, and waits until another is asked for, or what to do instead. */
async function fails(person: Person, attempt: number): Promise<void> {
  await upload(person, 'document-photo', [['photo', jpeg]]);
  await eventually(async () => (await attempts(person.id))?.document === attempt);
  await eventually(async () => (await where(person)) !== 'checking');
}

describe('A photo of a document', () => {
  test('that is no picture, too large or missing, or is sent by somebody else, is refused and costs no attempt; of several tabs one counts', async () => {
    const person = await atDocument();
    const tries: [[string, Uint8Array, string?][], number, string][] = [
      [[], 422, 'Take a photo, or choose one'],
      [[['photo', new Uint8Array()]], 422, 'Take a photo, or choose one'],
      [[['photo', Buffer.from('hello'), 'text/plain']], 422, 'JPEG, PNG or WebP'],
      [[['photo', svg, 'image/svg+xml']], 422, 'JPEG, PNG or WebP'],
      [[['photo', Buffer.from('GIF89a........'), 'image/jpeg']], 422, 'JPEG, PNG or WebP'],
      [[['photo', Buffer.concat([jpeg, Buffer.alloc(10 * 1024 * 1024)])]], 422, 'smaller than 10 MB'],
      [[['photo', Buffer.concat([jpeg, Buffer.alloc(24 * 1024 * 1024)])]], 413, 'smaller than 10 MB'],
      [Array.from({ length: 21 }, (): [string, Uint8Array] => ['photo', jpeg]), 422, 'one photo only'],
    ];
    for (const [files, status, words] of tries) {
      const answer = await upload(person, 'document-photo', files);
      expect(answer.status).toBe(status);
      expect(await answer.text()).toContain(words);
    }
    const address = `${person.base}/document-photo`;
    expect((await upload(person, 'document-photo', [['photo', jpeg]], { csrf: 'x' })).status).toBe(403);
    const secrets = await formOf(await person.browser.request(address));
    const body = new FormData();
    for (const [name, value] of Object.entries(secrets)) body.append(name, value);
    body.append('photo', new Blob([jpeg]), 'photo.jpg');
    const other = await atDocument();
    expect((await other.browser.request(address, { method: 'POST', body })).status).toBe(403);
    const plain = await person.browser.request(address, { method: 'POST', body: new URLSearchParams(secrets) });
    expect(plain.status).toBe(415);
    expect(await attempts(person.id)).toEqual({ details: 0, document: 0, face: 0 });

    await Promise.all([1, 2, 3].map(() => upload(person, 'document-photo', [['photo', jpeg]])));
    await eventually(async () => (await where(person)) === 'face-consent');
    expect((await attempts(person.id))?.document).toBe(1);
    expect(await documentsOf(person)).toHaveLength(1);
    // Nobody has to give their face: a person then decides.
    await submit(person.browser, `${person.base}/face-consent`, { agreed: 'no' });
    expect(await where(person)).toBe('in-review');
  });
});

const needed: CheckResult = { verdict: 'retake', reasons: ['document_other_side_needed'] };

describe('A card with two sides', () => {
  test('is asked for its other side alone, and the form then names the good one too', async () => {
    const seen: string[][] = [];
    at.script.document = async ({ form }) => {
      const { evidenceIds = [] } = (await at.store.forms.get<{ evidenceIds: string[] }>(form)) ?? {};
      seen.push(evidenceIds);
      if (seen.length > 2) return { verdict: 'good', reasons: [] };
      const otherSide = { side: 'back', kept: evidenceIds.slice(0, 1) } as const;
      return seen.length > 1 ? { verdict: 'retake', reasons: ['photo_glare'], otherSide } : { ...needed, otherSide };
    };
    const person = await atDocument();
    const page = async (name: string) => (await person.browser.request(`${person.base}/${name}`)).text();
    expect(await page('document')).toContain('A UK photocard driving licence');
    await fails(person, 1);
    const asked = await page('document');
    expect(asked).toContain('Now take a photo of the back of your card');
    expect(asked).not.toMatch(/driving licence|You can try/);
    expect(await page('document-photo')).toContain('Photo of the back of your card');
    await fails(person, 2);
    expect(await page('document')).toMatch(/back of your card[\s\S]*Tilt it[\s\S]*You can try twice more/);
    await upload(person, 'document-photo', [['photo', jpeg]]);
    await eventually(async () => (await where(person)) === 'face-consent');
    const [front, again, last] = seen;
    expect([front?.length, again?.length, last?.length]).toEqual([1, 2, 2]);
    expect(new Set([front?.[0], again?.[0], last?.[0]]).size).toBe(1);
    expect(last?.[1]).not.toBe(again?.[1]);
    at.script.document = async () => ({ verdict: 'good', reasons: [] });
  });
});

describe('A document that cannot be taken', () => {
  test('is told so with what can be used instead; three times over leads to a choice, from which every way goes on', async () => {
    const person = await atDocument();
    const page = async () => (await person.browser.request(`${person.base}/document`)).text();
    at.script.document = async () => ({ ...needed, otherSide: { side: 'front', kept: ['x'] } });
    await fails(person, 1);
    // Asked for the other side, the person would rather begin again, or use another document.
    await submit(person.browser, `${person.base}/document`, {});
    expect(await page()).toMatch(/Take a photo of your identity document[\s\S]*You can try twice more/);
    at.script.document = async () => ({ verdict: 'retake', reasons: ['document_expired'] });
    await fails(person, 2);
    const html = await page();
    expect(/<h1[^>]*>(.*?)<\/h1>/.exec(html)?.[1]).toBe('This document expired too long ago');
    for (const kind of ['passport of any country', 'driving licence', 'national identity card', 'residence permit']) {
      expect(html).toContain(kind);
    }
    at.script.document = async () => ({ verdict: 'retake', reasons: ['photo_dark'] });
    await fails(person, 3);
    expect(await where(person)).toBe('document-attempts');
    const address = `${person.base}/document-attempts`;
    expect((await submit(person.browser, address, {})).status).toBe(422);
    expect((await submit(person.browser, address, { action: 'verified' })).status).toBe(422);
    const other = await submit(person.browser, address, { action: 'other' });
    expect(other.headers.get('location')).toBe(`${person.base}/other-ways`);
    const ways = await (await person.browser.request(`${person.base}/other-ways`)).text();
    expect(ways).toContain('Ask the service you came from');
    expect(ways).toContain('data-exit="cancel"');
    await submit(person.browser, address, { action: 'another' });
    expect(await where(person)).toBe('document');
    at.script.document = async () => ({ verdict: 'retake', reasons: ['photo_dark', 'document_limit_reached'] });
    await upload(person, 'document-photo', [['photo', jpeg]]);
    await eventually(async () => (await where(person)) === 'document-attempts');
    const choice = await (await person.browser.request(address)).text();
    expect(choice).not.toContain('value="another"');
    expect(choice).toMatch(/another document on or after \d+ \w+ \d{4} at \d/);
    await submit(person.browser, address, { action: 'review' });
    expect(await where(person)).toBe('face-consent');
    at.script.document = async () => ({ verdict: 'good', reasons: [] });
  });
});

describe('A face scan', () => {
  test('follows a good photo, on the one page that may use a camera; with frames that do not fit their poses, or of unknown age, it is refused', async () => {
    const person = await atDocument();
    await withinBudget('P9: a photo of a document, checked', async () => {
      const answer = await upload(person, 'document-photo', [['photo', jpeg]]);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, `${person.base}/checking`]);
      await eventually(async () => (await at.store.cases.liveOf(person.id))?.step === 'face-consent');
    });
    expect(await where(person)).toBe('face-consent');
    expect(await documentsOf(person)).toHaveLength(1);
    await submit(person.browser, `${person.base}/face-consent`, { agreed: 'yes' });
    expect(await where(person)).toBe('face');

    const open = () => person.browser.request(`${person.base}/face-scan`);
    const posesOf = (html: string) =>
      (JSON.parse(/camera-settings"[^>]*>(.*?)<\/script>/.exec(html)?.[1] ?? '{}') as { poses: string[] }).poses;
    const page = await open();
    expect(page.headers.get('content-security-policy')).toContain("'wasm-unsafe-eval'");
    expect(page.headers.get('permissions-policy')).toContain('camera=(self)');
    const guide = await person.browser.request(`${person.base}/face`);
    expect(guide.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(guide.headers.get('permissions-policy')).toContain('camera=()');
    const poses = posesOf(await page.text());
    expect(poses).toEqual(expect.arrayContaining(['centre', 'left', 'right']));
    // A reload asks for the same.
    expect(posesOf(await (await open()).text())).toEqual(poses);

    const frames: [string, Uint8Array][] = [
      ['frames', jpeg],
      ['frames', jpeg],
    ];
    const twoPoses = JSON.stringify([
      { pose: 'centre', at: 0 },
      { pose: 'left', at: 900 },
    ]);
    const wrong = [
      '',
      'not json',
      '[]',
      '[{"pose":"centre","at":0}]',
      '[{"pose":"up","at":0},{"pose":"left","at":1}]',
      twoPoses.replace('900', '-1'),
    ];
    for (const frame_poses of wrong) {
      const answer = await upload(person, 'face-scan', frames, { frame_poses });
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain('not complete');
    }
    for (const issued of ['', '1', `${Date.now()}.x`, `${Date.now() - 1}.${'A'.repeat(43)}`]) {
      const answer = await upload(person, 'face-scan', frames, { frame_poses: twoPoses, issued });
      expect(answer.headers.get('location')).toBe(`${person.base}/face`);
    }
    expect((await attempts(person.id))?.face).toBe(0);
    await withinBudget('P9: a face scan, checked, and the level reached', async () => {
      await upload(person, 'face-scan', frames, { frame_poses: twoPoses });
      await toldOfLevel(at, person.id);
    });
    expect(await where(person)).toBe('return');
    expect((await at.store.accounts.byId(person.id))?.level).toBe('P9');
  });
});
