import { mjpegFrames } from '../mjpeg.js';
import { addNoise } from '../random.js';
import { decodeRgb, encodeJpeg } from '../rgb-image.js';
import { madeOnce } from '../specimen-cache.js';

/** The video with a sensor's noise in each frame: no camera shows the same picture twice, and the face scan knows. */
export function grainy(video: Uint8Array): Promise<Uint8Array> {
  return madeOnce('grain 1', video, async () => {
    const frames: Uint8Array[] = [];
    for (const [seed, jpeg] of mjpegFrames(video).entries()) {
      const frame = await decodeRgb(jpeg);
      addNoise(frame.data, 4, seed);
      frames.push(await encodeJpeg(frame, 85));
    }
    return Buffer.concat(frames);
  });
}
