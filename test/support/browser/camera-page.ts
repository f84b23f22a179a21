import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import express from 'express';
import multer from 'multer';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
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

/** `/document`, `/face`, `/face-short`, which asks for one turn alone, and `/face-without-wasm`, whose policy forgot WebAssembly. */
export async function startCameraSite(): Promise<CameraSite> {
  const posted: Posted[] = [];
  const scripts = await bundles();
  const app = express();
  const page =
    (kind: 'document' | 'face', settings: string, scriptSource: string) => (_: unknown, res: express.Response) => {
      res.set('Content-Security-Policy', `${POLICY}; script-src ${scriptSource}`);
      res.type('html').send(html(kind, settings));
    };
  const face = (worker: string, challenge = faceChallenge) =>
    faceCameraSettings('en', challenge, 900, `/assets/${worker}.js`);
  app.get('/document', page('document', documentCameraSettings('en'), "'self'"));
  app.get('/face', page('face', face('face-worker'), "'self' 'wasm-unsafe-eval'"));
  const short: LivenessChallenge = { ...faceChallenge, poses: ['centre', 'left'] };
  app.get('/face-short', page('face', face('face-worker', short), "'self' 'wasm-unsafe-eval'"));
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
    entryPoints: ['document/document', 'face/face', 'face/face-worker'].map((name) =>
      join(projectRoot, `ui/camera/${name}.browser.ts`),
    ),
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
 * Puts pictures before the camera of a context's pages, in place of a device: the first, until `document.documentElement.dataset.picture` names
 * another by its number.
 * @param pictures JPEG of 640 × 480 pixels
 */
export async function holdBeforeCamera(context: BrowserContext, pictures: readonly Uint8Array[]): Promise<void> {
  await context.route(/\/test-picture\/\d+\.jpg$/, (route) => {
    const number = Number(/(\d+)\.jpg$/.exec(route.request().url())?.[1]);
    return route.fulfill({ contentType: 'image/jpeg', body: Buffer.from(pictures[number] ?? []) });
  });
  await context.addInitScript(() => {
    if (!navigator.mediaDevices) return;
    navigator.mediaDevices.getUserMedia = async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
      let [held, picture] = ['', new Image()];
      const draw = async () => {
        const { picture: wanted = '0' } = document.documentElement.dataset;
        if (wanted !== held) {
          held = wanted;
          const next = Object.assign(new Image(), { src: `/test-picture/${wanted}.jpg` });
          await next.decode();
          picture = next;
        }
        canvas.getContext('2d')?.drawImage(picture, 0, 0);
      };
      await draw();
      const stream = canvas.captureStream(25);
      const drawing = setInterval(() => {
        if (stream.active) void draw();
        else clearInterval(drawing);
      }, 50);
      return stream;
    };
  });
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
