import { ChildDied, canIsolateNetwork, type DecoderProcess, startDecoderProcess } from './decoder-process.js';
import type { RgbImage } from './image.js';
import { type ImageRefusal, ImageRefused } from './refused.js';
import { type ImageFormat, sniffImage } from './sniff.js';

/** Larger uploads are refused before anything looks inside. */
export const MAX_IMAGE_BYTES = 20 * 1024 * 1024;
/** More than any phone's camera takes in one shot without stitching. */
export const MAX_IMAGE_PIXELS = 50_000_000;
/** Decoded pictures are reduced to this many pixels on the longer side. */
export const DECODED_LONG_SIDE = 2400;

const DEADLINE_MS = 15_000;
const REFUSALS: readonly ImageRefusal[] = ['not_an_image', 'too_large', 'too_many_pixels', 'damaged'];

/** An upright picture without metadata, and what its file said about itself before rotation and reduction. */
export interface DecodedImage extends RgbImage {
  source: { width: number; height: number; format: ImageFormat; exifSoftware?: string };
}

export interface ImageDecoder {
  /** JPEG, PNG or WebP to upright RGB of at most `DECODED_LONG_SIDE`. Throws `ImageRefused`. One picture at a time. */
  decode(bytes: Uint8Array): Promise<DecodedImage>;
  /** Ends the child process; what is being decoded is refused. */
  close(): void;
}

/**
 * Decodes untrusted pictures in a child process without keys or network. A child that dies or hangs is replaced; the
 * picture it died of gets one more chance, since it may have been killed for another's sake.
 */
export function openDecoder({ deadlineMs = DEADLINE_MS }: { deadlineMs?: number } = {}): ImageDecoder {
  let child: DecoderProcess | undefined;
  let closed = false;
  let isolation: Promise<boolean> | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  async function running(): Promise<DecoderProcess> {
    isolation ??= canIsolateNetwork();
    const isolated = await isolation;
    if (closed) throw new ImageRefused('damaged', { cause: new Error('The decoder is closed') });
    if (!child?.alive()) child = startDecoderProcess(DECODED_LONG_SIDE, MAX_IMAGE_PIXELS, isolated);
    return child;
  }

  async function attempt(bytes: Uint8Array): Promise<DecodedImage> {
    const worker = await running();
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      worker.kill();
    }, deadlineMs);
    try {
      const { header, pixels } = await worker.ask(bytes);
      return toImage(header, pixels);
    } catch (error) {
      if (late) throw new ImageRefused('damaged', { cause: error });
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async function withSecondChance(bytes: Uint8Array): Promise<DecodedImage> {
    for (const last of [false, true]) {
      try {
        return await attempt(bytes);
      } catch (error) {
        if (!(error instanceof ChildDied)) throw error;
        if (last) throw new ImageRefused('damaged', { cause: error });
      }
    }
    throw new ImageRefused('damaged');
  }

  return {
    decode(bytes) {
      if (bytes.length > MAX_IMAGE_BYTES) return Promise.reject(new ImageRefused('too_large'));
      if (!sniffImage(bytes)) return Promise.reject(new ImageRefused('not_an_image'));
      const result = queue.then(() => withSecondChance(bytes));
      queue = result.catch(() => undefined);
      return result;
    },
    close() {
      closed = true;
      child?.kill();
    },
  };
}

/** Believes the child only as far as its numbers fit together. */
function toImage(header: Record<string, unknown>, pixels: Uint8Array): DecodedImage {
  const refused = REFUSALS.find((code) => code === header.refused);
  if (refused) throw new ImageRefused(refused);
  const { width, height } = header;
  const source = header.source as Partial<Record<string, unknown>> | undefined;
  if (
    typeof width !== 'number' ||
    typeof height !== 'number' ||
    width * height * 3 !== pixels.length ||
    !pixels.length
  ) {
    throw new ImageRefused('damaged');
  }
  return {
    width,
    height,
    data: pixels,
    source: {
      width: Number(source?.width),
      height: Number(source?.height),
      format: source?.format as ImageFormat,
      ...(typeof source?.exifSoftware === 'string' ? { exifSoftware: source.exifSoftware } : {}),
    },
  };
}
