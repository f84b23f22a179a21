import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { assets } from '../../../ui/http/assets.js';
import type { Language } from '../../../ui/words/languages.js';
import { pageSamples } from './page-samples.js';
import { frameOfSample } from './sample-frame.js';
import { sampleHtml } from './sample-html.js';

/** A window within the page: samples are shown there one after the other, wide or narrow, at less cost than in a window of their own. */
const showcase = `<!doctype html><html lang="en"><title>Samples</title><body style="margin:0">
<iframe name="sample" title="Sample" style="border:0;height:900px;width:1280px"></iframe>`;

/** A site that shows every sample page at `/<language>/<name>`, with the built styles and scripts, and at `/` a window for them. */
export async function startSampleSite(): Promise<{ url: string; close: () => Promise<void> }> {
  const app = express();
  const samples: Partial<Record<Language, ReturnType<typeof pageSamples>>> = {};
  app.use('/assets', assets());
  app.get('/', (_req, res) => void res.send(showcase));
  app.get('/:language/:name', (req, res) => {
    const language = req.params.language as Language;
    samples[language] ??= pageSamples(language);
    const view = samples[language][req.params.name];
    if (!view) return void res.status(404).end();
    res.type('html').send(sampleHtml(view, language, frameOfSample(view)));
  });
  const server = createServer(app).listen(0, 'localhost');
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
