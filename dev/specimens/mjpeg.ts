/** The JPEG frames of an MJPEG file, in order. */
export function mjpegFrames(video: Uint8Array): Uint8Array[] {
  const frames: Uint8Array[] = [];
  let start = 0;
  for (let at = 0; at + 1 < video.length; at++) {
    // In compressed data a byte FF is always followed by 00 or a restart mark: FF D9 is the end of a frame.
    if (video[at] !== 0xff || video[at + 1] !== 0xd9) continue;
    frames.push(video.subarray(start, at + 2));
    start = at + 2;
  }
  return frames;
}
