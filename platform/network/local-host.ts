/**
 * Whether a URL's host is always this very machine: `localhost` and the names below it (RFC 6761, section 6.3), and the
 * loopback addresses. What is said there cannot be overheard, so it needs no TLS.
 */
export function isLocalHost(hostname: string): boolean {
  return /^(.+\.)?localhost$/i.test(hostname) || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
