/** A request's cookies, as they were set. */
export function cookiesOf(request: Request): Map<string, string> {
  const pairs = (request.headers.get('Cookie') ?? '').split(';').map((pair) => pair.trim());
  return new Map(
    pairs.flatMap((pair) => {
      const at = pair.indexOf('=');
      return at > 0 ? [[pair.slice(0, at), pair.slice(at + 1)] as const] : [];
    }),
  );
}

/** Writes cookies that no script reads and that other sites' forms do not carry. */
export interface CookieWriter {
  /** The name as browsers send it: with https it can be set by this very host only. */
  name(base: string): string;
  set(base: string, value: string, seconds: number): string;
  end(name: string): string;
}

/**
 * @param secure whether the partner is reached by https
 * @param prefix apart from those of other partners on the same host
 */
export function cookieWriter(secure: boolean, prefix: string): CookieWriter {
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  const name = (base: string) => `${secure ? '__Host-' : ''}${prefix}-${base}`;
  return {
    name,
    set: (base, value, seconds) => `${name(base)}=${value}; Max-Age=${seconds}; ${attributes}`,
    end: (full) => `${full}=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; ${attributes}`,
  };
}
