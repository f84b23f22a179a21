import type { BrowserContext } from 'playwright-core';
import { makeHeadTurn } from '../../../dev/specimens/head-turn/head-turn.js';
import { fromTheSide } from '../../../dev/specimens/head-turn/side-light.js';
import { mjpegFrames } from '../../../dev/specimens/mjpeg.js';

/** Frames of the head-turn video from one side to the other: fully right, on the way, ahead, on the way, fully left. */
const FROM_RIGHT_TO_LEFT = [182, 173, 169, 165, 161, 6, 44, 48, 52, 56, 64];

/** Tens of pixels to each side of the head's middle in which the side light changes. */
const SIDE_LIGHT = 10;

/**
 * Puts a living person before the camera of a browser's pages: instead of a camera's picture they get a person who turns their head as the
 * page says and whom the screen's colours light, in a room
 * with a lamp at the side. Pages load nothing of it unless they ask for a camera.
 * @param photo of the person, as for `makeHeadTurn` @param turns false for who looks ahead, whatever the page says
 */
export async function sitBeforeCamera(context: BrowserContext, photo: Uint8Array, turns = true): Promise<void> {
  const loop = mjpegFrames(await makeHeadTurn(photo));
  await context.route(/\/test-person\/\d+\.jpg$/, (route) => {
    const view = Number(/(\d+)\.jpg$/.exec(route.request().url())?.[1]);
    const body = Buffer.from(loop[FROM_RIGHT_TO_LEFT[view] ?? 0] as Uint8Array);
    return route.fulfill({ contentType: 'image/jpeg', body });
  });
  const sideLight = Array.from({ length: 2 * SIDE_LIGHT + 1 }, (_, at) => fromTheSide((at - SIDE_LIGHT) * 10));
  await context.addInitScript(actInPage, { views: FROM_RIGHT_TO_LEFT.length, turns, sideLight });
}

/** Runs in the page. @param views how many pictures there are, from the right to the left @param sideLight at every tenth pixel across the head */
function actInPage({ views, turns, sideLight }: { views: number; turns: boolean; sideLight: readonly number[] }): void {
  if (!navigator.mediaDevices) return;
  const [width, height, ahead] = [640, 480, (views - 1) / 2];
  // From ahead to a side in 0.4 s: faster than people do.
  const MS_PER_VIEW = 80;

  /** Grains that make every picture another one, as a sensor's noise does. */
  function grains(): HTMLCanvasElement {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    const pixels = context.createImageData(width, height);
    for (let at = 0; at < pixels.data.length; at += 4) {
      const grey = Math.random() * 255;
      pixels.data.set([grey, grey, grey, 10], at);
    }
    context.putImageData(pixels, 0, 0);
    return canvas;
  }

  /** What the page's panel shines in; nothing where it shows no colour. */
  function screenColour(): number[] {
    const panel = document.querySelector('[data-colour]');
    return panel ? (getComputedStyle(panel).backgroundColor.match(/\d+/g) ?? []).slice(0, 3).map(Number) : [];
  }

  navigator.mediaDevices.getUserMedia = async () => {
    const pictures = await Promise.all(
      Array.from({ length: views }, async (_, view) => {
        const picture = Object.assign(new Image(), { src: `/test-person/${view}.jpg` });
        await picture.decode();
        return picture;
      }),
    );
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    const noise = grains();
    const seat = [Math.random() * 24 - 12, Math.random() * 16 - 8] as const;
    let view = ahead;
    let drawnAt = performance.now();
    const draw = () => {
      const pose = turns ? document.querySelector<SVGElement>('[data-pose]')?.dataset.pose : undefined;
      const wanted = pose === 'left' ? views - 1 : pose === 'right' ? 0 : ahead;
      // A head takes its time to turn, and is drawn at each place that it passes.
      const turned = Math.min(1, (performance.now() - drawnAt) / MS_PER_VIEW);
      drawnAt = performance.now();
      view += Math.sign(wanted - view) * Math.min(turned, Math.abs(wanted - view));
      const sway = () => (Math.random() - 0.5) * 2;
      context.globalCompositeOperation = 'source-over';
      context.drawImage(
        pictures[Math.round(view)] as HTMLImageElement,
        seat[0] + sway() - 16,
        seat[1] + sway() - 12,
        672,
        504,
      );
      const lamp = context.createLinearGradient(seat[0] + 220, 0, seat[0] + 420, 0);
      for (const [at, light] of sideLight.entries())
        lamp.addColorStop(at / (sideLight.length - 1), `rgb(${[1, 1, 1].map(() => Math.round(light * 255)).join()})`);
      context.globalCompositeOperation = 'multiply';
      context.fillStyle = lamp;
      context.fillRect(0, 0, width, height);
      const lit = screenColour();
      if (lit.length === 3) {
        // Dodging by a dark colour multiplies by a little more than one: light that falls on what is there.
        const light = context.createRadialGradient(320, 232, 40, 320, 232, 190);
        light.addColorStop(0, `rgb(${lit.map((byte) => Math.round(byte * 0.09)).join()})`);
        light.addColorStop(1, 'rgb(0,0,0)');
        context.globalCompositeOperation = 'color-dodge';
        context.fillStyle = light;
        context.fillRect(0, 0, width, height);
      }
      context.globalCompositeOperation = 'source-over';
      context.drawImage(noise, -Math.random() * 40, -Math.random() * 40, width + 40, height + 40);
    };
    draw();
    const stream = canvas.captureStream(25);
    const drawing = setInterval(() => {
      if (stream.active) draw();
      else clearInterval(drawing);
    }, 50);
    return stream;
  };
}
