import { checkDocumentPhoto } from '../../evidence/photo/check-document-photo.js';
import type { PhotoReason } from '../../evidence/photo/verdict.js';
import { openCamera } from './camera.js';
import { CameraPanel, make } from './panel.js';
import { drawFrame, jpegOf, rgbOf } from './picture.js';
import { sendFiles } from './send.js';
import type { CameraSettings } from './settings.js';

const PHOTO_SIDE = 2400;
const PHOTO_BYTES = 2 * 1024 * 1024;
const HINT_SIDE = 640;
const HINT_MILLISECONDS = 800;
/** What can be said of a picture before it is taken; other reasons belong to the check on the server. */
const HINTS: readonly PhotoReason[] = ['photo_dark', 'photo_blurred', 'photo_glare', 'photo_overexposed'];

/** Photographs a document: live picture with hints, take, look, use or take again. Sends it as the form's file `photo`. */
export class DocumentCamera {
  readonly #form: HTMLFormElement;
  readonly #panel: CameraPanel;
  readonly #photo: HTMLCanvasElement;
  #close: () => void = () => {};

  constructor(form: HTMLFormElement, panel: HTMLElement, settings: CameraSettings) {
    this.#form = form;
    this.#panel = new CameraPanel(panel, settings.words);
    this.#photo = make('canvas', 'surety-camera__video');
    this.#photo.setAttribute('role', 'img');
    this.#photo.setAttribute('aria-label', this.#panel.text('preview'));
    this.#photo.hidden = true;
    this.#panel.stage.append(this.#photo);
    this.#idle();
  }

  #idle(focus = false): void {
    this.#panel.state = 'idle';
    this.#panel.stage.hidden = true;
    this.#panel.say({});
    this.#panel.offer({ open: () => this.#open() }, focus);
  }

  async #open(): Promise<void> {
    this.#panel.state = 'opening';
    this.#panel.clearProblem();
    this.#panel.say({}, 'opening');
    this.#panel.offer({});
    try {
      this.#close = await openCamera(this.#panel.video, 'environment', 1920, 1440);
    } catch (error) {
      this.#idle(true);
      this.#panel.fail(error);
      return;
    }
    this.#photo.hidden = true;
    this.#panel.video.hidden = false;
    this.#panel.stage.hidden = false;
    this.#panel.state = 'open';
    this.#panel.say({}, 'aim');
    this.#panel.offer({ take: () => this.#take(), close: () => this.#stop() }, true);
    this.#hint();
  }

  /** Looks at the picture now and then, for as long as the camera is open. A hint must come up twice before it is said. */
  #hint(): void {
    const canvas = document.createElement('canvas');
    let last: string | undefined;
    const timer = setInterval(() => {
      if (!this.#panel.video.srcObject) {
        clearInterval(timer);
        return;
      }
      drawFrame(this.#panel.video, canvas, HINT_SIDE);
      const { reasons } = checkDocumentPhoto(rgbOf(canvas));
      const hint = HINTS.find((reason) => reasons.includes(reason)) ?? 'aim';
      if (hint === last) this.#panel.say({}, hint);
      last = hint;
    }, HINT_MILLISECONDS);
  }

  #stop(): void {
    this.#close();
    this.#idle(true);
  }

  #take(): void {
    drawFrame(this.#panel.video, this.#photo, PHOTO_SIDE);
    this.#close();
    this.#panel.video.hidden = true;
    this.#photo.hidden = false;
    this.#panel.state = 'taken';
    this.#panel.say({}, 'look');
    this.#panel.offer({ use: () => this.#use(), again: () => this.#open() }, true);
  }

  async #use(): Promise<void> {
    this.#panel.state = 'sending';
    this.#panel.say({}, 'sending');
    this.#panel.offer({});
    let photo = await jpegOf(this.#photo, 'photo.jpg', 0.92);
    for (let quality = 0.8; photo.size > PHOTO_BYTES && quality > 0.4; quality -= 0.1) {
      photo = await jpegOf(this.#photo, 'photo.jpg', quality);
    }
    sendFiles(this.#form, 'photo', [photo]);
  }
}
