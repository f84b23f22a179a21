import { reasonOf } from './camera.js';

type Words = Readonly<Record<string, string>>;

/**
 * What the camera shows and says inside the page's panel: the picture, one line that screen readers follow, one for problems,
 * and buttons. `data-state` on the panel tells where things stand.
 */
export class CameraPanel {
  readonly video: HTMLVideoElement;
  /** Holds the video and what lies over it. */
  readonly stage: HTMLElement;
  readonly #element: HTMLElement;
  readonly #words: Words;
  readonly #status = make('p', 'surety-camera__status');
  readonly #problem = make('p', 'nhsuk-error-message');
  readonly #buttons = make('div', 'nhsuk-button-group');

  constructor(element: HTMLElement, words: Words) {
    this.#element = element;
    this.#words = words;
    this.stage = make('div', 'surety-camera__stage');
    this.stage.hidden = true;
    this.video = Object.assign(make('video', 'surety-camera__video'), { muted: true, playsInline: true });
    this.video.setAttribute('aria-hidden', 'true');
    this.stage.append(this.video);
    this.#status.setAttribute('role', 'status');
    this.#problem.setAttribute('role', 'alert');
    element.replaceChildren(this.#status, this.#problem, this.stage, this.#buttons);
    element.hidden = false;
  }

  set state(state: string) {
    this.#element.dataset.state = state;
  }

  /** The page's text for a key, with values for its places. */
  text(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    return (this.#words[key] ?? '').replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  }

  /** Says a line; screen readers read it out when it changes. @param values for the places of the texts */
  say(values: Readonly<Record<string, string | number>>, ...keys: readonly string[]): void {
    const text = keys.map((key) => this.text(key, values)).join(' ');
    if (this.#status.textContent !== text) this.#status.textContent = text;
  }

  /** Says what is wrong with the camera, and how to go on. */
  fail(error: unknown): void {
    this.#problem.textContent = this.text(`error.${reasonOf(error)}`);
    // The longer help stands on the page for everybody; now it is needed.
    document.getElementById('camera-help')?.setAttribute('open', '');
  }

  clearProblem(): void {
    this.#problem.textContent = '';
  }

  /** Replaces the buttons; the first one is the main one. @param focus where the buttons follow from one that was pressed */
  offer(buttons: Readonly<Record<string, () => void>>, focus = false): void {
    const made = Object.entries(buttons).map(([key, press], index) => {
      const button = make('button', index === 0 ? 'nhsuk-button' : 'nhsuk-button nhsuk-button--secondary');
      button.type = 'button';
      button.dataset.cameraAction = key;
      button.textContent = this.text(key);
      button.addEventListener('click', press);
      return button;
    });
    this.#buttons.replaceChildren(...made);
    if (focus) made[0]?.focus();
  }
}

/** An element with a class. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
): HTMLElementTagNameMap[Name] {
  return Object.assign(document.createElement(name), { className });
}
