import type { Page } from 'playwright-core';
import type { Product } from '../product/product.js';
import { eventually } from '../workflows/workflow-environment.js';

/** Somebody who walks through Surety's pages as people do: by what they read and press. */
export type Person = {
  email: string;
  mobile: string;
  password: string;
  givenNames: string;
  familyName: string;
  birthDate: string;
  postcode: string;
  nhsNumber?: string;
  /** A photo of their passport. */
  passport?: Uint8Array;
  /** A photo of the back of their card; the front stands in the passport's place. */
  back?: Uint8Array;
  /** A photo of their face, uploaded instead of a scan. Without it they use the camera. */
  facePhoto?: Uint8Array;
  refusesFaceData?: boolean;
  /** They let a template of their face be kept. */
  keepsTemplate?: boolean;
  /** A test person's one-time code; others look into their inbox. */
  code?: string;
  /** Their account exists already: they sign in. */
  known?: boolean;
};

/** The name of the page shown: the last part of its address, or `partner` for the partner's own pages. */
export function pageName(page: Page, product: Product): string {
  const url = new URL(page.url());
  if (url.origin !== product.suretyUrl) return 'partner';
  return url.pathname.split('/').at(-1) ?? '';
}

/** The newest one-time code sent to an address or number. */
export async function newestCode(product: Product, to: string, besides?: string): Promise<string> {
  return eventually(async () => {
    const text = product.devServer.inbox.list(to)[0]?.text;
    const code = text?.match(/\b\d{6}\b/)?.[0];
    return code !== besides && code;
  });
}

/** In either language: a page is looked at in the one that it was not seen in before. */
const press = (page: Page, name: string | RegExp = /^(Continue|Parhau)$/) =>
  page.locator('main').getByRole('button', { name, exact: true }).first().click();

/** What the person does on each page. Each ends with pressing something. */
const doings: Record<string, (page: Page, person: Person, product: Product) => Promise<void>> = {
  email: async (page, person) => {
    await page.fill('#email', person.email);
    if (!person.known) return page.locator('button[value=code]').click();
    await press(page);
  },
  password: async (page, person) => {
    if (!person.known) return page.locator('button[value=register]').click();
    await page.fill('#password', person.password);
    await press(page);
  },
  'email-code': async (page, person, product) => {
    await page.fill('#code', await newestCode(product, person.email));
    await press(page);
  },
  'create-account': async (page, person) => {
    await page.fill('#password', person.password);
    await page.fill('#mobile', person.mobile);
    await page.check('input[name=over13][value=yes]');
    await page.check('#terms');
    await page.locator('main form [data-module=nhsuk-button][data-prevent-double-click]').click();
  },
  'resume-password': async (page, person) => {
    await page.fill('#password', person.password);
    await press(page);
  },
  mobile: async (page, person) => {
    await page.fill('#mobile', person.mobile);
    await press(page);
  },
  'mobile-code': async (page, person, product) => {
    await page.fill('#code', await newestCode(product, person.mobile));
    await press(page);
  },
  'sms-code': async (page, person, product) => {
    await page.fill('#code', await newestCode(product, person.mobile));
    await press(page);
  },
  'terms-changed': async (page) => {
    await page.check('#terms');
    await page.locator('main form button').first().click();
  },
  details: async (page, person) => {
    await page.fill('#givenNames', person.givenNames);
    await page.fill('#familyName', person.familyName);
    const [year = '', month = '', day = ''] = person.birthDate.split('-');
    await page.fill('#day', String(Number(day)));
    await page.fill('#month', String(Number(month)));
    await page.fill('#year', year);
    await press(page);
  },
  postcode: async (page, person) => {
    await page.fill('input[name=postcode]', person.postcode);
    await page.fill('input[name=nhsNumber]', person.nhsNumber ?? '');
    await press(page);
  },
  check: (page) => page.locator('main form button').first().click(),
  checking: async (page) => {
    await page.waitForURL((url) => !url.pathname.endsWith('/checking'), { timeout: 60_000 });
  },
  document: (page) => page.locator('main a.nhsuk-button').click(),
  'document-photo': async (page, person) => {
    const back = await page.locator('form[data-side=back]').count();
    await page.setInputFiles('input[type=file]', jpeg('document.jpg', back ? person.back : person.passport));
    await page.locator('main form > button, main form .nhsuk-button').last().click();
  },
  'face-consent': async (page, person) => {
    await page.check(`input[name=agreed][value=${person.refusesFaceData ? 'no' : 'yes'}]`);
    if (person.keepsTemplate) await page.check('input[name=keep]');
    await press(page);
  },
  'document-attempts': async (page) => {
    await page.check('input[name=action][value=review]');
    await press(page);
  },
  'face-attempts': async (page) => {
    await page.check('input[name=action][value=review]');
    await press(page);
  },
  face: (page) => page.locator('main a.nhsuk-button').click(),
  'face-scan': async (page, person) => {
    if (person.facePhoto) {
      await page.setInputFiles('input[type=file]', jpeg('face.jpg', person.facePhoto));
      await page.locator('main form > button, main form .nhsuk-button').last().click();
      return;
    }
    await page.locator('[data-camera-panel] button').first().click();
    await page.waitForURL((url) => !url.pathname.endsWith('/face-scan'), { timeout: 120_000 });
  },
  consent: (page) => page.locator('main form button').first().click(),
  return: (page) => page.locator('main a.nhsuk-button').click(),
};

function jpeg(name: string, bytes: Uint8Array | undefined) {
  if (!bytes) throw new Error('this person has no such picture');
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from(bytes) };
}

/** Does what the page shown asks for. @returns the page's name. */
export async function act(page: Page, person: Person, product: Product): Promise<string> {
  const name = pageName(page, product);
  const doing = doings[name];
  if (!doing) throw new Error(`the person does not know what to do on the page ${page.url()}`);
  await doing(page, person, product);
  await page.waitForLoadState('domcontentloaded');
  return name;
}

/**
 * Walks until a page of the given name is shown (`partner` for being back there).
 * @param beforeEach called before each page is acted on, with its name.
 * @returns the names of the pages walked through, in order.
 */
export async function walkTo(
  until: string,
  page: Page,
  person: Person,
  product: Product,
  beforeEach: (name: string) => Promise<void> = async () => {},
): Promise<string[]> {
  const walked: string[] = [];
  for (let pages = 0; pages < 60; pages++) {
    const name = pageName(page, product);
    if (name === until) return walked;
    await beforeEach(name);
    walked.push(await act(page, person, product));
  }
  throw new Error(`never came to ${until}: ${walked.join(' → ')}`);
}

/** From the demo partner's entry page, as somebody who wants this level. @param reference by which the partner knows the journey. */
export async function beginAtPartner(
  page: Page,
  product: Product,
  level: 'P0' | 'P5' | 'P9',
  reference?: string,
): Promise<void> {
  const query = new URLSearchParams({ level, ...(reference ? { reference } : {}) });
  await page.goto(`${product.devUrl}/login?${query}`);
}
