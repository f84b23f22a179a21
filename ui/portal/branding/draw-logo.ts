import { openDecoder } from '../../../evidence/image/decoder.js';
import { ImageRefused } from '../../../evidence/image/refused.js';
import { sniffImage } from '../../../evidence/image/sniff.js';

/** What may be uploaded, in bytes; and what we serve: it is part of a page's first view. */
export const logoLimits = { uploaded: 500_000, served: 20_000, width: 400, height: 96 } as const;

/** Twice the height at which it is shown would be best; half of that will do. */
const leastHeight = 48;

export type LogoProblem = 'not_png' | 'too_large' | 'damaged' | 'too_small' | 'too_detailed';

/**
 * A partner's picture drawn anew: decoded in the child process that has no keys and no network, made smaller, and written as PNG by us,
 * so that nothing of the file as it came is ever served. What is transparent becomes white.
 */
export async function drawLogo(bytes: Uint8Array): Promise<{ png: Uint8Array } | { problem: LogoProblem }> {
  if (bytes.length > logoLimits.uploaded) return { problem: 'too_large' };
  if (sniffImage(bytes) !== 'png') return { problem: 'not_png' };
  const decoder = openDecoder({ deadlineMs: 5_000 });
  try {
    const { data, width, height } = await decoder.decode(bytes);
    if (height < leastHeight) return { problem: 'too_small' };
    // Loaded when it is needed: most processes never draw one.
    const { default: sharp } = await import('sharp');
    const png = await sharp(data, { raw: { width, height, channels: 3 } })
      .resize(logoLimits.width, logoLimits.height, { fit: 'inside', withoutEnlargement: true })
      .png({ palette: true, compressionLevel: 9 })
      .toBuffer();
    return png.length > logoLimits.served ? { problem: 'too_detailed' } : { png };
  } catch (error) {
    if (error instanceof ImageRefused) return { problem: 'damaged' };
    throw error;
  } finally {
    decoder.close();
  }
}
