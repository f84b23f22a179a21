import { COLOUR_FADE, type Colour, SHOWN } from '../../../evidence/liveness/colours.js';

const COVERING = 'surety-camera--screen';
/** Between the colours: light, so that text on it can be read. */
const RESTING = 'rgb(240, 244, 245)';

/**
 * Makes the panel cover the whole window while it lights the face, and fades from colour to colour: at most three changes in two
 * seconds, none of them to or from a saturated red (WCAG 2.3.1 allows three flashes in one second).
 */
export class ScreenLight {
  readonly #panel: HTMLElement;
  #hidden: Element[] = [];

  constructor(panel: HTMLElement) {
    this.#panel = panel;
  }

  /** Covers the window; what lies behind can neither be pressed nor reached by keyboard. */
  cover(): void {
    this.#panel.classList.add(COVERING);
    this.#panel.style.transition = `background-color ${COLOUR_FADE}ms linear`;
    this.show(undefined);
    for (
      let inner: Element = this.#panel;
      inner.parentElement && inner !== document.body;
      inner = inner.parentElement
    ) {
      for (const other of inner.parentElement.children) {
        if (other === inner || other.hasAttribute('inert')) continue;
        other.setAttribute('inert', '');
        this.#hidden.push(other);
      }
    }
  }

  /** Fades to a colour, or to none; nothing where the window is not covered. */
  show(colour: Colour | undefined): void {
    if (!this.#panel.classList.contains(COVERING)) return;
    this.#panel.style.backgroundColor = colour ? `rgb(${SHOWN[colour].join(', ')})` : RESTING;
    if (colour) this.#panel.dataset.colour = colour;
    else delete this.#panel.dataset.colour;
  }

  uncover(): void {
    this.#panel.classList.remove(COVERING);
    this.#panel.style.backgroundColor = '';
    delete this.#panel.dataset.colour;
    for (const element of this.#hidden) element.removeAttribute('inert');
    this.#hidden = [];
  }
}
