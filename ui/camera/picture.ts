import { CameraFailure } from './camera.js';

/** Draws what the video shows now into a canvas, its longer side at most so many pixels. */
export function drawFrame(video: HTMLVideoElement, canvas: HTMLCanvasElement, longestSide: number): void {
  const scale = Math.min(1, longestSide / Math.max(video.videoWidth, video.videoHeight));
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext('2d', { willReadFrequently: true })?.drawImage(video, 0, 0, canvas.width, canvas.height);
}

/** The canvas as a JPEG file. @param quality 0 to 1 */
export async function jpegOf(canvas: HTMLCanvasElement, name: string, quality: number): Promise<File> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
  if (!blob) throw new Error('the browser made no JPEG');
  return new File([blob], name, { type: 'image/jpeg' });
}

/** What a canvas holds. @throws CameraFailure where a browser denies canvases */
export function pixelsOf(canvas: HTMLCanvasElement): ImageData {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new CameraFailure('unsupported');
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
