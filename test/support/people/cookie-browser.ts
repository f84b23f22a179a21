/** A browser of a few lines: keeps cookies by path, follows redirects within one origin, and stops where one leaves it. */
export class CookieBrowser {
  readonly #cookies = new Map<string, { value: string; path: string }>();

  /** @param headers sent with each request. */
  constructor(
    readonly origin: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  /** @returns the address of the redirect that left the origin, or the page where the redirects ended. */
  async open(address: string, init: RequestInit = {}): Promise<{ left?: URL; response: Response; at: URL }> {
    let at = new URL(address, this.origin);
    let response = await this.request(at, init);
    for (let hops = 0; hops < 20; hops++) {
      const location = response.headers.get('location');
      if (!location || response.status < 300 || response.status > 399) return { response, at };
      at = new URL(location, at);
      if (at.origin !== this.origin) return { left: at, response, at };
      await response.body?.cancel();
      response = await this.request(at, {});
    }
    throw new Error('too many redirects');
  }

  /** One request with this browser's cookies, without following. */
  async request(at: URL | string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(at, this.origin);
    const mine = [...this.#cookies.entries()].filter(([, { path }]) => reaches(path, url.pathname));
    const cookie = mine.map(([key, { value }]) => `${key.split('|')[0]}=${value}`).join('; ');
    const headers = {
      accept: 'text/html',
      ...this.headers,
      ...Object.fromEntries(new Headers(init.headers)),
      ...(cookie ? { cookie } : {}),
    };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  /** Takes a `Set-Cookie` line as if a page had sent it. */
  plant(line: string): void {
    this.#keep(line);
  }

  /** What a real browser needs to go on in this one's place. */
  cookies(): { name: string; value: string; domain: string; path: string }[] {
    const { hostname: domain } = new URL(this.origin);
    return [...this.#cookies].map(([key, { value, path }]) => ({ name: key.split('|')[0] ?? '', value, domain, path }));
  }

  cookieNames(): string[] {
    return [...this.#cookies.keys()].map((key) => key.split('|')[0] ?? '');
  }

  /** A browser with the same cookies: somebody who stole them, or a second window. */
  clone(): CookieBrowser {
    const copy = new CookieBrowser(this.origin, this.headers);
    for (const [key, cookie] of this.#cookies) copy.#cookies.set(key, cookie);
    return copy;
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
    const path = attributes.find((part) => /^path=/i.test(part))?.slice(5) ?? '/';
    const key = `${name}|${path}`;
    const expires = attributes.find((part) => /^expires=/i.test(part))?.slice(8);
    if (value === '' || (expires && Date.parse(expires) < Date.now())) this.#cookies.delete(key);
    else this.#cookies.set(key, { value, path });
  }
}

function reaches(path: string, requested: string): boolean {
  return requested === path || requested.startsWith(path.endsWith('/') ? path : `${path}/`);
}
