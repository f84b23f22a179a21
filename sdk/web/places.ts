/** The partner's own addresses, all beside the redirect address: `…/callback` has `…/sign-in` next to it. */
export interface Places {
  origin: string;
  secure: boolean;
  /** @returns path and query of one of the handlers */
  of(name: string, query?: Readonly<Record<string, string>>): string;
  /** The handler that a path names, if it names one. */
  nameOf(path: string): string | undefined;
  /** A path of the partner's own; anything else becomes `otherwise`. Whoever begins a sign-in may not choose another site. */
  own(address: string | null | undefined, otherwise: string): string;
}

export function places(redirectUri: string): Places {
  const callback = new URL(redirectUri);
  const folder = new URL('.', callback).pathname;
  const { origin } = callback;
  return {
    origin,
    secure: callback.protocol === 'https:',
    of: (name, query = {}) => {
      const text = new URLSearchParams(query).toString();
      return `${folder}${name}${text && `?${text}`}`;
    },
    nameOf: (path) => {
      if (path === callback.pathname) return 'callback';
      const name = path.startsWith(folder) ? path.slice(folder.length) : '';
      return name === '' || name.includes('/') ? undefined : name;
    },
    own(address, otherwise) {
      if (!address || !URL.canParse(address, origin)) return otherwise;
      const { origin: theirs, pathname, search, hash } = new URL(address, origin);
      // A path that begins with two slashes would be another host's address.
      return theirs === origin ? `${pathname.replace(/^\/+/, '/')}${search}${hash}` : otherwise;
    },
  };
}
