import { checkDocumentPhoto } from '../../../evidence/photo/check-document-photo.js';
import { type DocumentInstruction, instructionFor } from '../../../evidence/photo/document-guidance.js';
import { openCamera } from '../camera.js';
import { CameraPanel, make } from '../panel.js';
import { drawFrame, jpegOf, pixelsOf } from '../picture.js';
import { rgbOf } from '../rgb.js';
import { sendFiles } from '../send.js';
import type { CameraSettings } from '../settings.js';
import { makeOutline } from './outline.js';
import { Pace } from './pace.js';

const PHOTO_SIDE = 2400;
const PHOTO_BYTES = 2 * 1024 * 1024;
/** Live pictures are looked at in the size in which photos are measured, so that both get the same verdict. */
const LIVE_SIDE = 640;
/** No more than some 16 pictures a second: more would only empty the battery. */
const LIVE_MILLISECONDS = 60;
/** After a photo that the person did not like, the next one does not take itself in the same moment. */
const AGAIN_WAIT = 2_500;

/** Photographs a document: live picture with one instruction at a time; takes the photo itself or by the button; look, use or take again. Sends it as the form's file `photo`. */
export class DocumentCamera {
  readonly #form: HTMLFormElement;
  readonly #panel: CameraPanel;
  readonly #photo: HTMLCanvasElement;
  readonly #outline = makeOutline();
  #pace: Pace<DocumentInstruction> | undefined;
  #close: () => void = () => {};

  constructor(form: HTMLFormElement, panel: HTMLElement, settings: CameraSettings) {
    this.#form = form;
    this.#panel = new CameraPanel(panel, settings.words);
    this.#photo = make('canvas', 'surety-camera__video');
    this.#photo.setAttribute('role', 'img');
    this.#photo.setAttribute('aria-label', this.#panel.text('preview'));
    this.#photo.hidden = true;
    this.#panel.stage.append(this.#photo, this.#outline.element);
    this.#idle();
  }

  #idle(focus = false): void {
    this.#panel.state = 'idle';
    this.#panel.stage.hidden = true;
    this.#panel.say({});
    this.#panel.offer({ open: () => this.#open() }, focus);
  }

  async #open(wait = 0): Promise<void> {
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
    this.#outline.element.removeAttribute('hidden');
    this.#panel.video.hidden = false;
    this.#panel.stage.hidden = false;
    this.#panel.state = 'open';
    this.#panel.say({}, 'aim');
    this.#panel.offer({ take: () => this.#take(), close: () => this.#stop() }, true);
    this.#pace = new Pace('hold', wait);
    await this.#guide(this.#pace);
  }

  /** Looks at picture after picture for as long as the camera is open. */
  async #guide(pace: Pace<DocumentInstruction>): Promise<void> {
    const canvas = document.createElement('canvas');
    while (this.#pace === pace && this.#panel.video.srcObject) {
      const began = performance.now();
      drawFrame(this.#panel.video, canvas, LIVE_SIDE);
      const seen = checkDocumentPhoto(rgbOf(pixelsOf(canvas)));
      const instruction = instructionFor(seen);
      this.#outline.show(seen.page?.corners, canvas.width, canvas.height, instruction === 'hold');
      const { say, take } = pace.see(instruction, began);
      if (say) this.#panel.say({}, say);
      if (take) return this.#take();
      await nextPicture(began + LIVE_MILLISECONDS);
    }
  }

  #stop(): void {
    this.#close();
    this.#idle(true);
  }

  #take(): void {
    drawFrame(this.#panel.video, this.#photo, PHOTO_SIDE);
    this.#close();
    this.#panel.video.hidden = true;
    this.#outline.element.setAttribute('hidden', '');
    this.#photo.hidden = false;
    this.#panel.state = 'taken';
    this.#panel.say({}, 'look');
    this.#panel.offer({ use: () => this.#use(), again: () => this.#open(AGAIN_WAIT) }, true);
  }

  async #use(): Promise<void> {
    this.#panel.state = 'sending';
    this.#panel.say({}, 'sending');
    this.#panel.offer({});
    try {
      let photo = await jpegOf(this.#photo, 'photo.jpg', 0.92);
      for (let quality = 0.8; photo.size > PHOTO_BYTES && quality > 0.4; quality -= 0.1) {
        photo = await jpegOf(this.#photo, 'photo.jpg', quality);
      }
      sendFiles(this.#form, 'photo', [photo]);
    } catch (error) {
      this.#idle(true);
      this.#panel.fail(error);
    }
  }
}

/** Lets the page breathe until that time, and stands still while it is not seen. */
async function nextPicture(notBefore: number): Promise<void> {
  do await new Promise((resolve) => requestAnimationFrame(resolve));
  while (performance.now() < notBefore);
}
