import { CameraFailure } from '../camera.js';
import { pixelsOf } from '../picture.js';
import type { Seen } from './seen.js';

/** What the page asks of the worker: first to load the models of a folder, then to look at pictures, one after the other. */
export type Asked = { models: string } | ImageData;
export type Answer = { ready: true } | { seen: Seen } | { failed: string };

export interface FaceFinder {
  /** Looks at one picture at a time. */
  find(picture: HTMLCanvasElement): Promise<Seen>;
  close(): void;
}

/**
 * Starts a worker with Human's face detector and mesh (about 2.3 MB compressed).
 * @param addresses of the worker's script and of the folder with the models, with a slash at its end
 * @throws CameraFailure `unsupported` where WebAssembly cannot be used: any other way is far too slow
 */
export async function openFaceFinder(addresses: { worker: string; models: string }): Promise<FaceFinder> {
  const worker = new Worker(addresses.worker, { type: 'module' });
  const ask = (asked: Asked, transfer: Transferable[] = []) =>
    new Promise<Exclude<Answer, { failed: string }>>((resolve, reject) => {
      worker.onerror = (event) => reject(new CameraFailure('unsupported', event));
      worker.onmessage = ({ data }: MessageEvent<Answer>) =>
        'failed' in data ? reject(new CameraFailure('unsupported', data.failed)) : resolve(data);
      worker.postMessage(asked, transfer);
    });
  try {
    await ask({ models: new URL(addresses.models, location.href).href });
  } catch (error) {
    worker.terminate();
    throw error;
  }
  return {
    async find(picture) {
      const image = pixelsOf(picture);
      const answer = await ask(image, [image.data.buffer]);
      return 'seen' in answer ? answer.seen : {};
    },
    close: () => worker.terminate(),
  };
}
