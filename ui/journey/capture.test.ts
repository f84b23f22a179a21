import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Identity } from '../../domain/person/identity.js';
import type { CheckResult } from '../../domain/verification/check-results.js';
import { raise } from '../../test/support/apps/provider-app.js';
import { formOf, startUiApp, submit, type UiApp } from '../../test/support/apps/ui-app.js';
import type { CookieBrowser } from '../../test/support/people/cookie-browser.js';
import { signInByCode } from '../../test/support/people/sign-in-by-code.js';
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
  const { at: page } = await signInByCode(at, browser, await at.begin(browser, { vtr: '["P9.Cp.Cd"]' }), email);
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

async function atFace(): Promise<Person> {
  const person = await atDocument();
  await upload(person, 'document-photo', [['photo', jpeg]]);
  await eventually(async () => (await where(person)) === 'face-consent');
  await submit(person.browser, `${person.base}/face-consent`, { agreed: 'yes' });
  expect(await where(person)).toBe('face');
  return person;
}

const attempts = async (id: string) => (await at.store.cases.liveOf(id))?.attempts;

describe('A photo of a document', () => {
  test('goes to the check, sealed, and the journey goes on', async () => {
    const person = await atDocument();
    await withinBudget('P9: a photo of a document, checked', async () => {
      const answer = await upload(person, 'document-photo', [['photo', jpeg]]);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, `${person.base}/checking`]);
      await eventually(async () => (await at.store.cases.liveOf(person.id))?.step === 'face-consent');
    });
    expect(await where(person)).toBe('face-consent');
    const state = await at.store.cases.liveOf(person.id);
    expect((await at.store.evidence.list(state?.id ?? '')).filter(({ slot }) => slot === 'document')).toHaveLength(1);
  });

  test('that is no picture, too large or missing is refused in plain words, and costs no attempt', async () => {
    const person = await atDocument();
    const tries: [[string, Uint8Array, string?][], number, string][] = [
      [[], 422, 'Take a photo, or choose one'],
      [[['photo', new Uint8Array()]], 422, 'Take a photo, or choose one'],
      [[['photo', Buffer.from('hello'), 'text/plain']], 422, 'JPEG, PNG or WebP'],
      [[['photo', svg, 'image/svg+xml']], 422, 'JPEG, PNG or WebP'],
      [[['photo', Buffer.from('GIF89a........'), 'image/jpeg']], 422, 'JPEG, PNG or WebP'],
      [[['photo', Buffer.concat([jpeg, Buffer.alloc(11 * 1024 * 1024)])]], 422, 'smaller than 10 MB'],
      [[['photo', Buffer.concat([jpeg, Buffer.alloc(50 * 1024 * 1024)])]], 413, 'smaller than 10 MB'],
      [Array.from({ length: 21 }, (): [string, Uint8Array] => ['photo', jpeg]), 422, 'one photo only'],
    ];
    for (const [files, status, words] of tries) {
      const answer = await upload(person, 'document-photo', files);
      expect(answer.status).toBe(status);
      expect(await answer.text()).toContain(words);
    }
    expect(await attempts(person.id)).toEqual({ details: 0, document: 0, face: 0 });
  });

  test('is not read from another site’s form, from another person or as anything but a form', async () => {
    const person = await atDocument();
    const other = await atDocument();
    const address = `${person.base}/document-photo`;
    const foreign = await upload({ ...other, base: other.base }, 'document-photo', [['photo', jpeg]], { csrf: 'x' });
    expect(foreign.status).toBe(403);
    const secrets = await formOf(await other.browser.request(`${other.base}/document-photo`));
    const body = new FormData();
    for (const [name, value] of Object.entries(secrets)) body.append(name, value);
    body.append('photo', new Blob([jpeg]), 'photo.jpg');
    expect((await other.browser.request(address, { method: 'POST', body })).status).toBe(403);
    const plain = await person.browser.request(address, { method: 'POST', body: new URLSearchParams(secrets) });
    expect(plain.status).toBe(415);
    expect(await attempts(person.id)).toEqual({ details: 0, document: 0, face: 0 });
  });

  test('sent from two tabs at once counts as one attempt, with one picture', async () => {
    const person = await atDocument();
    await Promise.all([1, 2, 3].map(() => upload(person, 'document-photo', [['photo', jpeg]])));
    await eventually(async () => (await where(person)) === 'face-consent');
    expect((await attempts(person.id))?.document).toBe(1);
    const state = await at.store.cases.liveOf(person.id);
    expect((await at.store.evidence.list(state?.id ?? '')).filter(({ slot }) => slot === 'document')).toHaveLength(1);
  });

  test('that did not do is asked for again with advice', async () => {
    at.script.document = async () => ({ verdict: 'retake', reasons: ['photo_blurred'] });
    const person = await atDocument();
    await upload(person, 'document-photo', [['photo', jpeg]]);
    await eventually(async () => (await attempts(person.id))?.document === 1 && (await where(person)) === 'document');
    expect(await (await person.browser.request(`${person.base}/document`)).text()).toContain('Hold the camera still');
    at.script.document = async () => ({ verdict: 'good', reasons: [] });
  });
});

describe('A card with two sides', () => {
  const needed: CheckResult = { verdict: 'retake', reasons: ['document_other_side_needed'] };

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
    await upload(person, 'document-photo', [['photo', jpeg]]);
    await eventually(async () => (await where(person)) === 'document');
    const asked = await page('document');
    expect(asked).toContain('Now take a photo of the back of your card');
    expect(asked).not.toMatch(/driving licence|You can try/);
    expect(await page('document-photo')).toContain('Photo of the back of your card');
    await upload(person, 'document-photo', [['photo', jpeg]]);
    await eventually(async () => (await attempts(person.id))?.document === 2 && (await where(person)) === 'document');
    expect(await page('document')).toMatch(/back of your card[\s\S]*Tilt it[\s\S]*You can try twice more/);
    await upload(person, 'document-photo', [['photo', jpeg]]);
    await eventually(async () => (await where(person)) === 'face-consent');
    const [front, again, last] = seen;
    expect([front?.length, again?.length, last?.length]).toEqual([1, 2, 2]);
    expect(new Set([front?.[0], again?.[0], last?.[0]]).size).toBe(1);
    expect(last?.[1]).not.toBe(again?.[1]);
    at.script.document = async () => ({ verdict: 'good', reasons: [] });
  });

  test('may be begun again, or another document used', async () => {
    at.script.document = async () => ({ ...needed, otherSide: { side: 'front', kept: ['x'] } });
    const person = await atDocument();
    await upload(person, 'document-photo', [['photo', jpeg]]);
    await eventually(async () => (await attempts(person.id))?.document === 1 && (await where(person)) === 'document');
    await submit(person.browser, `${person.base}/document`, {});
    const html = await (await person.browser.request(`${person.base}/document`)).text();
    expect(html).toContain('Take a photo of your identity document');
    expect(html).toContain('You can try twice more');
    at.script.document = async () => ({ verdict: 'good', reasons: [] });
  });
});

describe('A document that cannot be taken', () => {
  test.each([
    ['document_not_accepted', 'We cannot take this document'],
    ['document_expired', 'This document expired too long ago'],
  ] as const)('is told so with what can be used instead: %s', async (reason, heading) => {
    at.script.document = async () => ({ verdict: 'retake', reasons: [reason] });
    const person = await atDocument();
    await upload(person, 'document-photo', [['photo', jpeg]]);
    await eventually(async () => (await attempts(person.id))?.document === 1 && (await where(person)) === 'document');
    const html = await (await person.browser.request(`${person.base}/document`)).text();
    expect(/<h1[^>]*>(.*?)<\/h1>/.exec(html)?.[1]).toBe(heading);
    for (const kind of ['passport of any country', 'driving licence', 'national identity card', 'residence permit']) {
      expect(html).toContain(kind);
    }
    at.script.document = async () => ({ verdict: 'good', reasons: [] });
  });

  test('three times over leads to a choice, from which every way goes on', async () => {
    at.script.document = async () => ({ verdict: 'retake', reasons: ['photo_dark'] });
    const person = await atDocument();
    for (const attempt of [1, 2, 3]) {
      await upload(person, 'document-photo', [['photo', jpeg]]);
      await eventually(async () => (await attempts(person.id))?.document === attempt);
      await eventually(async () => (await where(person)) !== 'checking');
    }
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
    const html = await (await person.browser.request(address)).text();
    expect(html).not.toContain('value="another"');
    expect(html).toMatch(/another document on or after \d+ \w+ \d{4} at \d/);
    await submit(person.browser, address, { action: 'review' });
    expect(await where(person)).toBe('face-consent');
    at.script.document = async () => ({ verdict: 'good', reasons: [] });
  });
});

describe('A face scan', () => {
  const posesOf = (html: string) =>
    (JSON.parse(/camera-settings"[^>]*>(.*?)<\/script>/.exec(html)?.[1] ?? '{}') as { poses: string[] }).poses;

  test('asks for the same poses after a reload, and for others of another person', async () => {
    const [one, two] = [await atFace(), await atFace()];
    const read = async ({ browser, base }: Person) =>
      posesOf(await (await browser.request(`${base}/face-scan`)).text());
    const poses = await read(one);
    expect(poses).toEqual(expect.arrayContaining(['centre', 'left', 'right']));
    expect(await read(one)).toEqual(poses);
    const others = await Promise.all([read(two), ...(await Promise.all([atFace(), atFace(), atFace()])).map(read)]);
    expect(others.some((other) => other.join() !== poses.join())).toBe(true);
  });

  test('is allowed a camera and WebAssembly by its policy, and no other page is', async () => {
    const { browser, base } = await atFace();
    const { headers } = await browser.request(`${base}/face-scan`);
    expect(headers.get('content-security-policy')).toContain("'wasm-unsafe-eval'");
    expect(headers.get('permissions-policy')).toContain('camera=(self)');
    const guide = await browser.request(`${base}/face`);
    expect(guide.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(guide.headers.get('permissions-policy')).toContain('camera=()');
  });

  test('with frames that do not fit their poses, or a page of unknown age, is refused', async () => {
    const person = await atFace();
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

  test('may be refused: a person then decides', async () => {
    const person = await atDocument();
    await upload(person, 'document-photo', [['photo', jpeg]]);
    await eventually(async () => (await where(person)) === 'face-consent');
    await submit(person.browser, `${person.base}/face-consent`, { agreed: 'no' });
    expect(await where(person)).toBe('in-review');
  });
});
