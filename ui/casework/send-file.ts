import type { Response } from 'express';

const pictures = new Set(['image/jpeg', 'image/png', 'image/webp']);

/** Whether a piece of evidence may be shown as a picture. */
export const isPicture = (mediaType: string): boolean => pictures.has(mediaType);

/** Sends a file that came from somebody: it is kept nowhere, can run nothing, and no other site can embed it. */
export function sendFile(res: Response, { mediaType, bytes }: { mediaType: string; bytes: Uint8Array }): void {
  res.set({
    'Content-Type': mediaType,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  res.end(bytes);
}
