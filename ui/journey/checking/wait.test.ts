import { afterEach, beforeAll, expect, jest, test } from '@jest/globals';

/** What the page's own browser gives the script, as far as it asks. */
const page = { href: 'https://surety.test/journey/one/checking', pathname: '/journey/one/checking', assign: jest.fn() };
const fetched = jest.fn<() => Promise<{ ok: boolean; status: number }>>();

beforeAll(async () => {
  jest.useFakeTimers();
  Object.assign(globalThis, { location: page, fetch: fetched });
  await import('./wait.browser.js');
});
afterEach(() => jest.clearAllMocks());

/** Two seconds on, the page's address answers this. */
const answers = async (answer: { ok: boolean; status: number } | Error): Promise<void> => {
  fetched.mockImplementationOnce(() => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)));
  await jest.advanceTimersByTimeAsync(2_000);
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
