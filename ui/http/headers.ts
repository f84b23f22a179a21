import { randomBytes } from 'node:crypto';
import type { Response } from 'express';

/** What a page may do beyond showing text and posting forms. `camera`: a camera and our own WebAssembly. */
export type PagePowers = 'plain' | 'camera';

/** What scripts that work beside a page may do: they have the policy that they came with, not the page's. */
export const WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/** A fresh nonce for one response's scripts. */
export function cspNonce(): string {
  return randomBytes(16).toString('base64url');
}

/**
 * Sets the headers of a page: nothing from another host, no inline script or style, no frame around it, no copy kept.
 *
 * @param formTargets Origins that a form's answer may redirect to: browsers apply `form-action` to the redirects after
 *   a post too, and the last page of a journey redirects to the partner.
 * @param frames Origins of pages that the page frames.
 */
export function pageHeaders(
  res: Response,
  nonce: string,
  powers: PagePowers,
  formTargets: readonly string[],
  frames: readonly string[] = [],
): void {
  const camera = powers === 'camera';
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'${camera ? " 'wasm-unsafe-eval'" : ''}`,
    "style-src 'self'",
    `img-src 'self'${camera ? ' blob: data:' : ''}`,
    ...(camera ? ["media-src 'self' blob:", "worker-src 'self'"] : []),
    "connect-src 'self'",
    ["form-action 'self'", ...formTargets].join(' '),
    ...(frames.length > 0 ? [['frame-src', ...new Set(frames)].join(' ')] : []),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  res.set({
    'Content-Security-Policy': policy.join('; '),
    'Permissions-Policy': `camera=(${camera ? 'self' : ''}), microphone=(), geolocation=(), payment=()`,
    // `no-referrer` would make browsers send `Origin: null` with our own forms.
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  });
}
