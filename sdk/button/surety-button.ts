import { openPopup } from './popup.js';
import { style } from './style.js';
import { type ButtonLanguage, words } from './words.js';

let sheet: CSSStyleSheet | undefined;

/** One sheet for all buttons of a page, made by script: a content security policy without inline styles allows it. */
function sharedSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
  }
  return sheet;
}

const svg = 'http://www.w3.org/2000/svg';

const frame = 'M9 2h14a7 7 0 0 1 7 7v14a7 7 0 0 1-7 7H9a7 7 0 0 1-7-7V9a7 7 0 0 1 7-7z';
const letter =
  'M21.5 10.2c-1.3-1.3-3-2-5.2-2-3.3 0-5.6 1.7-5.6 4.4 0 5.5 8.6 3.2 8.6 6.6 0 1.4-1.3 2.2-3.3 2.2-2 0-3.7-.8-5-2.2';

/** Surety's mark, as elements: no markup is parsed, so a policy of trusted types allows it too. */
function mark(): SVGElement {
  const picture = document.createElementNS(svg, 'svg');
  picture.setAttribute('viewBox', '0 0 32 32');
  picture.setAttribute('aria-hidden', 'true');
  for (const d of [frame, letter]) {
    const path = document.createElementNS(svg, 'path');
    path.setAttribute('d', d);
    picture.append(path);
  }
  return picture;
}

/** `HTMLElement` where there is a browser: the module may be imported on a server, and does nothing there. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/**
 * `<surety-button href="/surety/sign-in?level=P9">`: a link that says "Continue with Surety", in Welsh where the page is.
 *
 * Attributes: `href`; `lang` (`en`, `cy`; the page's unless given); `mode="popup"` (a window of its own; a redirect where none opens);
 * `look="plain"` (for coloured grounds); `wide`. Events: `surety-return` (cancelable, `detail.location`) when a window came back.
 * What stands between the tags is shown where no script runs: put a plain link there.
 */
export class SuretyButton extends Base {
  static observedAttributes = ['href', 'lang', 'mode'];

  #link?: HTMLAnchorElement;

  connectedCallback(): void {
    if (!this.#link) this.#draw();
    this.attributeChangedCallback();
  }

  attributeChangedCallback(): void {
    const link = this.#link;
    if (!link) return;
    const language = this.#language();
    link.href = this.getAttribute('href') ?? this.querySelector('a')?.getAttribute('href') ?? '';
    link.lang = language;
    link.lastElementChild?.replaceChildren(words[language]);
  }

  override focus(options?: FocusOptions): void {
    this.#link?.focus(options);
  }

  #draw(): void {
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    root.adoptedStyleSheets = [sharedSheet()];
    const link = document.createElement('a');
    link.part.add('link');
    link.append(mark(), document.createElement('span'));
    link.addEventListener('click', (event) => this.#clicked(event, link.href));
    root.append(link);
    this.#link = link;
  }

  #clicked(event: MouseEvent, href: string): void {
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
    if (elsewhere || this.getAttribute('mode') !== 'popup') return;
    if (openPopup(href, (location) => this.#returned(location))) event.preventDefault();
  }

  #returned(location: string): void {
    const told = new CustomEvent('surety-return', {
      detail: { location },
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    if (this.dispatchEvent(told)) window.location.assign(location);
  }

  #language(): ButtonLanguage {
    const lang = this.closest('[lang]')?.getAttribute('lang') ?? '';
    return lang.toLowerCase().startsWith('cy') ? 'cy' : 'en';
  }
}

if (globalThis.customElements && !customElements.get('surety-button'))
  customElements.define('surety-button', SuretyButton);
