import type { Frame } from '../../../ui/http/frame.js';
import { type PageView, renderHtml } from '../../../ui/http/render.js';
import type { Language } from '../../../ui/words/languages.js';

const base = '/journey/sample';

/** A sample as HTML, in a frame with everything that a page can have around it, or what `around` says instead. */
export function sampleHtml(view: PageView, language: Language, around: Partial<Frame> = {}): string {
  const other = language === 'en' ? 'cy' : 'en';
  const frame: Frame = {
    language,
    languageChosen: true,
    browser: 'sample',
    csrf: 'sample',
    otherLanguages: [{ language: other, href: `?lang=${other}` }],
    partner: { name: 'Example surgery', origins: [] },
    back: '/journey/sample/details',
    phone: { href: '/journey/sample/phone', words: 'phone' },
    exits: [
      { kind: 'continue-later', method: 'post', action: `${base}/leave` },
      { kind: 'cancel', method: 'post', action: `${base}/cancel` },
    ],
    timeout: { seconds: 1500, stay: '/account/stay', ended: `${base}/sign-in`, draft: `${base}/draft` },
  };
  return renderHtml(view, { ...frame, ...around, cspNonce: 'sample' });
}
