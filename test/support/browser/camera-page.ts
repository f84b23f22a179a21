import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import express from 'express';
import multer from 'multer';
import { type Browser, chromium } from 'playwright-core';
import type { LivenessChallenge } from '../../../evidence/liveness/challenge.js';
import { projectRoot } from '../../../platform/root.js';
import { documentCameraSettings, faceCameraSettings } from '../../../ui/camera/settings.js';
import { WORKER_POLICY } from '../../../ui/http/headers.js';

/** What a form brought. */
export interface Posted {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly { field: string; name: string; type: string; bytes: Uint8Array }[];
}

/** A server with nothing but the two camera pages of ui/camera's README, under the policy that real pages have. */
export interface CameraSite {
  readonly port: number;
  readonly posted: Posted[];
  close(): Promise<void>;
}

const POLICY = "default-src 'none'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; form-action 'self'";

/** What the face page asks for. */
export const faceChallenge: LivenessChallenge = {
  poses: ['centre', 'left', 'right', 'centre'],
  colours: ['amber', 'blue', 'green', 'violet', 'blue'],
};

/** `/document`, `/face` and `/face-without-wasm`, whose policy forgot WebAssembly. */
export async function startCameraSite(): Promise<CameraSite> {
  const posted: Posted[] = [];
  const scripts = await bundles();
  const app = express();
  const page =
    (kind: 'document' | 'face', settings: string, scriptSource: string) => (_: unknown, res: express.Response) => {
      res.set('Content-Security-Policy', `${POLICY}; script-src ${scriptSource}`);
      res.type('html').send(html(kind, settings));
    };
  const face = (worker: string) => faceCameraSettings('en', faceChallenge, 900, `/assets/${worker}.js`);
  app.get('/document', page('document', documentCameraSettings('en'), "'self'"));
  app.get('/face', page('face', face('face-worker'), "'self' 'wasm-unsafe-eval'"));
  app.get('/face-without-wasm', page('face', face('without-wasm'), "'self'"));
  app.get('/assets/:name.js', (req, res) => {
    const { name } = req.params;
    if (name.endsWith('-worker')) res.set('Content-Security-Policy', WORKER_POLICY);
    // A worker has the policy that its script came with.
    if (name === 'without-wasm') res.set('Content-Security-Policy', WORKER_POLICY.replace(" 'wasm-unsafe-eval'", ''));
    res.type('js').send(scripts.get(name === 'without-wasm' ? 'face-worker' : name));
  });
  const wanted = JSON.parse(await readFile(join(projectRoot, 'ui/browser-assets.json'), 'utf8')) as {
    from: string;
    to: string;
  }[];
  for (const { from, to } of wanted) app.get(`/assets/${to}`, (_, res) => res.sendFile(join(projectRoot, from)));
  app.post(/.*/, multer().any(), (req, res) => {
    const files = (req.files as Express.Multer.File[]).filter(({ size }) => size > 0);
    posted.push({
      fields: { ...req.body },
      files: files.map((file) => ({
        field: file.fieldname,
        name: file.originalname,
        type: file.mimetype,
        bytes: file.buffer,
      })),
    });
    res.type('html').send('<h1 id="thanks">Thank you</h1>');
  });
  const server = await new Promise<Server>((done) => {
    const started = app.listen(0, '127.0.0.1', () => done(started));
  });
  return {
    port: (server.address() as AddressInfo).port,
    posted,
    close: () => new Promise((done) => server.close(() => done())),
  };
}

async function bundles(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    entryPoints: ['document', 'face', 'face-worker'].map((name) => join(projectRoot, `ui/camera/${name}.browser.ts`)),
    outdir: join(projectRoot, 'dist/unwritten'),
    bundle: true,
    format: 'esm',
    target: ['chrome90', 'firefox90', 'safari15'],
    write: false,
  });
  return new Map(outputFiles.map(({ path, text }) => [path.replace(/.*\/|\.browser\.js$/g, ''), text]));
}

function html(kind: string, settings: string): string {
  return `<!DOCTYPE html><html lang="en"><head><title>Camera</title></head><body><main><h1>Camera</h1>
    <form method="post" enctype="multipart/form-data" data-camera="${kind}">
      <input type="hidden" name="csrf" value="c1"><input type="hidden" name="nonce" value="n1">
      <div class="surety-camera" data-camera-panel hidden></div>
      <label for="photo">Upload a photo instead</label> <input id="photo" name="photo" type="file" accept="image/*">
      <button>Continue</button>
    </form></main>
    <script type="application/json" id="camera-settings">${settings}</script>
    <script type="module" src="/assets/${kind}.js"></script></body></html>`;
}

/**
 * A Chromium whose camera plays a video.
 * @param video MJPEG; undefined for a device without a camera
 */
export async function launchWithCamera(video: Uint8Array | undefined): Promise<Browser & { close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'camera-'));
  const file = join(folder, 'camera.mjpeg');
  if (video) await writeFile(file, video);
  const browser = await chromium.launch({
    ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
    args: [
      '--no-sandbox',
      '--use-fake-ui-for-media-stream',
      '--host-resolver-rules=MAP insecure.test 127.0.0.1',
      ...(video ? ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`] : []),
    ],
  });
  browser.on('disconnected', () => void rm(folder, { recursive: true, force: true }));
  return browser;
}
