/**
 * Whether a download host answers at all. A machine without a way out must not be kept waiting by a downloader's own
 * patience.
 * @param {string} url
 * @returns {Promise<boolean>}
 */
export async function reachable(url) {
  try {
    const { status } = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(3000) });
    return status < 500 && status !== 403 && status !== 407;
  } catch {
    return false;
  }
}
