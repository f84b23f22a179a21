import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';

/** What the page's own browser gives the script, as far as it asks. */
const page = { href: 'https://surety.test/journey/one/checking', pathname: '/journey/one/checking', assign: jest.fn() };
/** What the script does every two seconds. */
let look: () => Promise<void>;

beforeAll(async () => {
  Object.assign(globalThis, { location: page });
  jest.spyOn(globalThis, 'setInterval').mockImplementation((callback) => {
    look = callback as typeof look;
    return 0 as never;
  });
  await import('./wait.browser.js');
});
afterAll(() => {
  jest.restoreAllMocks();
  Reflect.deleteProperty(globalThis, 'location');
});

/** The page's address answers this when it is asked. */
const answers = async (answer: { ok: boolean; status: number } | Error): Promise<void> => {
  jest.spyOn(globalThis, 'fetch').mockImplementationOnce(async () => {
    if (answer instanceof Error) throw answer;
    return answer as Response;
  });
  await look();
};

test('A page that waits stays while the check goes on, and through an outage; then it goes along', async () => {
  for (const still of [{ ok: true, status: 200 }, { ok: false, status: 503 }, new Error('no network')]) {
    await answers(still);
    expect(page.assign).not.toHaveBeenCalled();
  }
  // A redirect, which fetch does not follow, has no status.
  await answers({ ok: false, status: 0 });
  expect(page.assign).toHaveBeenCalledWith('/journey/one');
});
