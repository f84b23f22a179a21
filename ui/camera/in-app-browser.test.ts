import { expect, test } from '@jest/globals';
import { reasonFor } from './camera.js';
import { isInAppBrowser } from './in-app-browser.js';

const ios = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const android =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9 Build/AP4A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0';

const inApps: [string, string][] = [
  ['Facebook on iOS', `${ios} Mobile/22B83 [FBAN/FBIOS;FBAV/490.0;FBDV/iPhone17,1]`],
  ['Facebook on Android', `${android} Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/490.0.0.0;]`],
  ['Instagram', `${ios} Mobile/22B83 Instagram 357.0.0.29.81 (iPhone17,1; iOS 18_1)`],
  ['TikTok', `${ios} Mobile/22B83 musical_ly_37.1.0 BytedanceWebview/d8a21c6`],
  ['LinkedIn', `${ios} Mobile/22B83 [LinkedInApp]/9.30.1`],
  ['Snapchat', `${ios} Version/18.1 Mobile/15E148 Safari/604.1 Snapchat/13.15.0`],
  ['WeChat', `${ios} Mobile/15E148 MicroMessenger/8.0.54`],
  ['Google app', `${ios} GSA/340.0 Mobile/15E148 Safari/604.1`],
  ['an unknown app on iOS', `${ios} Mobile/15E148`],
  ['an unknown app on Android', `${android} Mobile Safari/537.36`],
];

const browsers: [string, string][] = [
  ['Safari', `${ios} Version/18.1 Mobile/15E148 Safari/604.1`],
  ['Chrome on iOS', `${ios} CriOS/131.0 Mobile/15E148 Safari/604.1`],
  ['Firefox on iOS', `${ios} FxiOS/132.0 Mobile/15E148 Safari/605.1.15`],
  ['Chrome on Android', android.replace('; wv', '').replace('Version/4.0 ', '')],
  ['Firefox on Android', 'Mozilla/5.0 (Android 15; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0'],
  [
    'Chrome on Windows',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
  ],
  [
    'Safari on a Mac',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
  ],
];

test.each(inApps)('%s shows pages inside itself', (_, userAgent) => {
  expect(isInAppBrowser(userAgent)).toBe(true);
});

test.each(browsers)('%s is a browser', (_, userAgent) => {
  expect(isInAppBrowser(userAgent)).toBe(false);
});

test('what an app keeps from a page is told apart from what the person can mend in a browser', () => {
  const [app = '', browser = ''] = [inApps[0]?.[1], browsers[0]?.[1]];
  const refused = { name: 'NotAllowedError' };
  expect([reasonFor(refused, browser), reasonFor(refused, app)]).toEqual(['denied', 'in-app']);
  expect([reasonFor({ name: 'NotFoundError' }, browser), reasonFor({ name: 'NotFoundError' }, app)]).toEqual([
    'none',
    'in-app',
  ]);
  expect([reasonFor(undefined, browser), reasonFor(undefined, app)]).toEqual(['insecure', 'in-app']);
  // Whatever shows the page: there is a camera, and something else has it.
  expect([reasonFor({ name: 'NotReadableError' }, browser), reasonFor({ name: 'NotReadableError' }, app)]).toEqual([
    'busy',
    'busy',
  ]);
  expect([reasonFor({ name: 'TypeError' }, browser), reasonFor('what', browser)]).toEqual(['failed', 'failed']);
});
