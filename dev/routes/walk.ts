import type { Express } from 'express';

/** One thing that can be asked of Surety over HTTP, as its router knows it: `GET /journey/:id`. */
export interface Route {
  method: string;
  path: string;
}

/** What a router of Express keeps; its types do not say. */
interface Layer {
  rawPath: string | string[];
  handle: { stack?: Layer[] };
  route?: { path: string | string[]; methods: Record<string, boolean | undefined> };
}

type Register = (this: unknown, name: string, path: string, ...middleware: unknown[]) => unknown;

/** The provider's own router, which keeps its routes to itself: they are seen only while they are made. Not part of its interface. */
const providerRouter = 'oidc-provider/lib/helpers/router.js';

/**
 * Every route of an application, in the order in which they are asked: those of Express, however deep, and in the place of "all of
 * /token" those that the OpenID Provider answers there. A `HEAD` comes with each `GET` and is not told.
 *
 * @param build makes the application; what it makes is not called.
 */
export async function routesOf(build: () => Express): Promise<Route[]> {
  const { prototype } = ((await import(providerRouter)) as { default: { prototype: Record<string, Register> } })
    .default;
  const provided: Route[] = [];
  const before = { ...pick(prototype) };
  for (const [verb, register] of Object.entries(before)) {
    prototype[verb] = function (name, path, ...middleware) {
      provided.push({ method: verb.toUpperCase(), path });
      return register.call(this, name, path, ...middleware);
    };
  }
  try {
    const { stack } = build().router as unknown as { stack: Layer[] };
    const own = layers(stack, '');
    const handedOver = own.filter(({ method }) => method === 'ALL').map(({ path }) => path);
    const reached = provided.filter(({ path }) => handedOver.some((one) => covers(one, path)));
    return unique([...own.filter(({ method }) => method !== 'ALL'), ...reached]);
  } finally {
    Object.assign(prototype, before);
  }
}

const verbs = ['get', 'post', 'put', 'delete', 'options'] as const;

const pick = (prototype: Record<string, Register>) =>
  Object.fromEntries(verbs.map((verb) => [verb, prototype[verb] as Register]));

function layers(stack: readonly Layer[], base: string): Route[] {
  return stack.flatMap(({ rawPath, handle, route }) => {
    if (handle.stack && !route) return [rawPath].flat().flatMap((path) => layers(handle.stack ?? [], join(base, path)));
    if (!route) return [];
    const methods = Object.keys(route.methods).map((method) => (method === '_all' ? 'ALL' : method.toUpperCase()));
    return [route.path].flat().flatMap((path) => methods.map((method) => ({ method, path: join(base, path) })));
  });
}

const join = (base: string, path: string): string => `${base}/${path}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');

/** Whether a route for all methods reaches an address: itself, or all below it. */
const covers = (all: string, path: string): boolean =>
  all.endsWith('/*rest') ? path.startsWith(all.slice(0, -'*rest'.length)) : all === path;

function unique(routes: readonly Route[]): Route[] {
  return [...new Map(routes.map((route) => [`${route.method} ${route.path}`, route])).values()];
}
