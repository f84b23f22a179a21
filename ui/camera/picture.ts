import type { RgbImage } from '../../evidence/image/image.js';

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

/** The canvas's pixels without their opacity, as the evidence's checks take them. */
export function rgbOf(canvas: HTMLCanvasElement): RgbImage {
  const { width, height } = canvas;
  const rgba = canvas.getContext('2d', { willReadFrequently: true })?.getImageData(0, 0, width, height).data;
  const data = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; rgba && from < rgba.length; from += 4, to += 3) {
    data[to] = rgba[from] as number;
    data[to + 1] = rgba[from + 1] as number;
    data[to + 2] = rgba[from + 2] as number;
  }
  return { width, height, data };
}
