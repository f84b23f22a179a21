import { isInAppBrowser } from './in-app-browser.js';

/** Why there is no picture; the page's words say it under `error.<name>`. */
export type CameraError = 'insecure' | 'in-app' | 'denied' | 'none' | 'busy' | 'unsupported' | 'failed';

/** What went wrong with the camera, as the page words it. */
export class CameraFailure extends Error {
  constructor(
    readonly reason: CameraError,
    cause?: unknown,
  ) {
    super(reason, { cause });
  }
}

/** By the names of getUserMedia's exceptions (W3C Media Capture and Streams, 10.2.1). */
const reasons: Readonly<Record<string, CameraError>> = {
  NotAllowedError: 'denied',
  PermissionDeniedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotReadableError: 'busy',
  AbortError: 'busy',
  TrackStartError: 'busy',
};

/**
 * Why a camera could not be opened.
 * @param error what getUserMedia threw; undefined where the page has none, for want of HTTPS or because an app keeps it away
 * @param userAgent an app that shows pages inside itself refuses in all these ways, and there the browser's settings are of no help
 */
export function reasonFor(error: unknown, userAgent: string): CameraError {
  const reason = error === undefined ? 'insecure' : (reasons[(error as DOMException).name] ?? 'failed');
  return reason !== 'busy' && isInAppBrowser(userAgent) ? 'in-app' : reason;
}

/**
 * Shows the camera in a video element.
 * @param facing `environment` for the camera at a phone's back
 * @returns closes the camera again
 * @throws CameraFailure
 */
export async function openCamera(
  video: HTMLVideoElement,
  facing: 'environment' | 'user',
  width: number,
  height: number,
): Promise<() => void> {
  if (!window.isSecureContext || !navigator.mediaDevices)
    throw new CameraFailure(reasonFor(undefined, navigator.userAgent));
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: facing }, width: { ideal: width }, height: { ideal: height } },
    });
  } catch (error) {
    throw new CameraFailure(reasonFor(error, navigator.userAgent), error);
  }
  const close = () => {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  try {
    video.srcObject = stream;
    await video.play();
  } catch (error) {
    close();
    throw new CameraFailure('failed', error);
  }
  window.addEventListener('pagehide', close, { once: true });
  return close;
}

/** The reason to tell for whatever was thrown. */
export function reasonOf(error: unknown): CameraError {
  return error instanceof CameraFailure ? error.reason : 'failed';
}
