import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { projectRoot } from '../../platform/root.js';
import { WORKER_POLICY } from './headers.js';

const folder = join(projectRoot, 'dist', 'public');
const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** Logical name (`surety.css`) → file name with its content's hash (`surety-3F9C….css`), made by the build. */
type Manifest = Readonly<Record<string, string>>;

let manifest: Manifest | undefined;

/** The address of a built file. @throws Error for a name the build did not make. */
export function assetAddress(name: string): string {
  const made = join(folder, 'manifest.json');
  if (!manifest && existsSync(made)) manifest = JSON.parse(readFileSync(made, 'utf8')) as Manifest;
  const file = manifest?.[name];
  if (!file) throw new Error(`no built file ${name}: run the build`);
  return `/assets/${file}`;
}

/** Serves the built files below `/assets`. A browser may keep for ever what carries a hash of its content in its name. */
export function assets(): Router {
  const files = new Set(existsSync(folder) ? (readdirSync(folder, { recursive: true }) as string[]) : []);
  const router = express.Router();
  router.use((req: Request, res: Response, next: NextFunction) => {
    const path = req.path.slice(1);
    if (!files.has(path) || path === 'manifest.json') {
      next('router');
      return;
    }
    res.vary('Accept-Encoding');
    const encoding = encodings.find(([name, end]) => files.has(path + end) && req.acceptsEncodings(name) === name);
    if (encoding) {
      res.set('Content-Encoding', encoding[0]);
      res.type(path.slice(path.lastIndexOf('.')));
      req.url = `/${path}${encoding[1]}`;
    }
    next();
  });
  const setHeaders = (res: Response, path: string) => {
    const lasting = /\.[0-9A-Za-z]{8}\.(js|css)(\.br|\.gz)?$/.test(path);
    res.set('X-Content-Type-Options', 'nosniff');
    if (/-worker\.[0-9A-Za-z]{8}\.js(\.br|\.gz)?$/.test(path)) res.set('Content-Security-Policy', WORKER_POLICY);
    res.set('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'public, max-age=3600');
  };
  router.use(express.static(folder, { index: false, redirect: false, cacheControl: false, setHeaders }));
  return router;
}
