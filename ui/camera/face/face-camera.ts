import { openCamera } from '../camera.js';
import { CameraPanel } from '../panel.js';
import { sendFiles, setHidden } from '../send.js';
import type { FaceCameraSettings } from '../settings.js';
import { makeArrow } from './arrow.js';
import { openFaceFinder } from './face-finder.js';
import { type ScanFrame, scanFace } from './scan-face.js';
import { ScreenLight } from './screen-light.js';

/**
 * The face scan: start, with the screen's colours or without, follow the poses, and the pictures are sent with the form as `frames`,
 * with `frame_poses` saying which is which. Nothing is decided here: the server looks at the pictures again.
 */
export class FaceCamera {
  readonly #form: HTMLFormElement;
  readonly #panel: CameraPanel;
  readonly #settings: FaceCameraSettings;
  readonly #guide = makeArrow();
  readonly #light: ScreenLight;
  readonly #deadline: number;
  #stop: AbortController = new AbortController();

  constructor(form: HTMLFormElement, panel: HTMLElement, settings: FaceCameraSettings) {
    this.#form = form;
    this.#settings = settings;
    this.#deadline = performance.now() + settings.secondsLeft * 1000;
    this.#panel = new CameraPanel(panel, settings.words);
    this.#panel.stage.append(this.#guide.element);
    this.#panel.video.classList.add('surety-camera__video--mirror');
    this.#light = new ScreenLight(panel);
    this.#panel.state = 'idle';
    this.#panel.say({}, ...(settings.colours.length > 0 ? ['colours-come'] : []));
    this.#panel.offer(this.#ways('start'));
  }

  /** Ways to begin: nobody has to look at changing colours. */
  #ways(first: 'start' | 'again'): Record<string, () => void> {
    const { colours } = this.#settings;
    const withColours = { [first]: () => void this.#start(colours) };
    return colours.length > 0 ? { ...withColours, plain: () => void this.#start([]) } : withColours;
  }

  async #start(colours: FaceCameraSettings['colours']): Promise<void> {
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
      const finder = await openFaceFinder(this.#settings);
      const closeCamera = close;
      close = () => {
        closeCamera();
        finder.close();
      };
      this.#panel.stage.hidden = false;
      this.#panel.state = 'scanning';
      if (colours.length > 0) this.#light.cover();
      const outcome = await scanFace({
        find: (picture) => finder.find(picture),
        video: this.#panel.video,
        poses: this.#settings.poses,
        colours: colours.length,
        signal: this.#stop.signal,
        show: (pose, holding) => this.#guide.show(pose, holding),
        light: (colour) => this.#light.show(colour === undefined ? undefined : colours[colour]),
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
      this.#light.uncover();
      this.#panel.stage.hidden = true;
    }
  }

  #pause(why?: 'stopped' | 'advice'): void {
    this.#panel.state = why ?? 'failed';
    this.#panel.say({}, ...(why ? [why] : []));
    this.#panel.offer(this.#ways('again'), true);
  }

  #send(frames: readonly ScanFrame[]): void {
    this.#panel.state = 'sending';
    this.#panel.say({}, 'sending');
    this.#panel.offer({});
    setHidden(this.#form, 'frame_poses', JSON.stringify(frames.map(({ file, ...said }) => said)));
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
