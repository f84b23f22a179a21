import { makeArrow } from './arrow.js';
import { openCamera } from './camera.js';
import { loadFaceFinder } from './face-finder.js';
import { CameraPanel } from './panel.js';
import { type ScanFrame, scanFace } from './scan-face.js';
import { sendFiles, setHidden } from './send.js';
import type { FaceCameraSettings } from './settings.js';

/**
 * The face scan: start, follow the poses, and the pictures are sent with the form as `frames`, with `frame_poses` saying which
 * is which. Nothing is decided here: the server looks at the pictures again.
 */
export class FaceCamera {
  readonly #form: HTMLFormElement;
  readonly #panel: CameraPanel;
  readonly #settings: FaceCameraSettings;
  readonly #guide = makeArrow();
  readonly #deadline: number;
  #stop: AbortController = new AbortController();

  constructor(form: HTMLFormElement, panel: HTMLElement, settings: FaceCameraSettings) {
    this.#form = form;
    this.#settings = settings;
    this.#deadline = performance.now() + settings.secondsLeft * 1000;
    this.#panel = new CameraPanel(panel, settings.words);
    this.#panel.stage.append(this.#guide.element);
    this.#panel.video.classList.add('surety-camera__video--mirror');
    this.#panel.state = 'idle';
    this.#panel.offer({ start: () => this.#start() });
  }

  async #start(): Promise<void> {
    if (performance.now() > this.#deadline) return this.#expired();
    this.#stop = new AbortController();
    this.#panel.state = 'loading';
    this.#panel.clearProblem();
    this.#panel.say({}, 'loading');
    this.#panel.offer({ stop: () => this.#stop.abort() }, true);
    let close = () => {};
    try {
      // The camera first: a person who refuses it need not load the models.
      close = await openCamera(this.#panel.video, 'user', 640, 480);
      const find = await loadFaceFinder(this.#settings.models);
      this.#panel.stage.hidden = false;
      this.#panel.state = 'scanning';
      const outcome = await scanFace({
        find,
        video: this.#panel.video,
        poses: this.#settings.poses,
        signal: this.#stop.signal,
        show: (pose, holding) => this.#guide.show(pose, holding),
        say: (keys, step) => this.#panel.say({ step, steps: this.#settings.poses.length }, ...keys),
      });
      if (outcome === 'stopped' || outcome === 'advice') return this.#pause(outcome);
      if (performance.now() > this.#deadline) return this.#expired();
      this.#send(outcome);
    } catch (error) {
      this.#pause();
      this.#panel.fail(error);
    } finally {
      close();
      this.#panel.stage.hidden = true;
    }
  }

  #pause(why?: 'stopped' | 'advice'): void {
    this.#panel.state = why ?? 'failed';
    this.#panel.say({}, ...(why ? [why] : []));
    this.#panel.offer({ again: () => this.#start() }, true);
  }

  #send(frames: readonly ScanFrame[]): void {
    this.#panel.state = 'sending';
    this.#panel.say({}, 'sending');
    this.#panel.offer({});
    setHidden(this.#form, 'frame_poses', JSON.stringify(frames.map(({ pose, at }) => ({ pose, at }))));
    // A photo chosen before the scan would be sent along.
    const upload = this.#form.querySelector<HTMLInputElement>('input[type=file][name=photo]');
    if (upload) upload.value = '';
    sendFiles(
      this.#form,
      'frames',
      frames.map(({ file }) => file),
    );
  }

  #expired(): void {
    this.#panel.state = 'expired';
    this.#panel.say({}, 'expired');
    this.#panel.offer({ reload: () => location.reload() }, true);
  }
}
