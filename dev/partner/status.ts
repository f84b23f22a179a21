import express, { type Response, type Router } from 'express';
import { ApiProblem, SuretyError } from '../../sdk/index.js';
import { partnerPages } from './pages.js';
import type { PartnerSurety } from './surety.js';
import { levelOf, type Who } from './who.js';

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** A verification that was begun here; its address is told once. */
export interface Begun {
  id: string;
  reference: string;
  url: string;
}

/** What a partner's staff do without the person's browser: ask for a verification, see how it stands, be told of changes. */
export function statusRoutes(url: string, who: Who, { surety, events, trust }: PartnerSurety): Router {
  const { statusPage } = partnerPages(who);
  const begun: Begun[] = [];
  const router = express.Router();

  /** Shows the page with what Surety answered, or with why it did not. */
  const show = async (res: Response, ask?: () => Promise<object>) => {
    try {
      res.send(statusPage({ begun, events, answer: await ask?.() }));
    } catch (error) {
      if (!(error instanceof SuretyError)) throw error;
      const fields = error instanceof ApiProblem ? error.fields.map(({ field, code }) => ` ${field}: ${code}`) : [];
      res.status(error.advice === 'wait' ? 503 : 200);
      res.send(statusPage({ begun, events, problem: error.message + fields.join() }));
    }
  };

  router.get('/', async (req, res) => {
    const [id, reference] = [text(req.query.id), text(req.query.reference)];
    if (id) return show(res, async () => (await surety.verifications.read(id)).verification);
    if (reference) return show(res, () => surety.verifications.find(reference));
    await show(res);
  });

  router.use(express.urlencoded({ extended: false }));

  router.post('/', async (req, res) => {
    const level = levelOf(req.body?.level) === 'P5' ? 'P5' : 'P9';
    await show(res, async () => {
      const wanted = { reference: text(req.body?.reference), level, return_address: `${url}/status` } as const;
      const { url: address, ...made } = await surety.verifications.create(wanted);
      begun.unshift({ id: made.id, reference: wanted.reference, url: address });
      return made;
    });
  });

  router.post('/webhook', async (_req, res) => {
    await show(res, async () => {
      const answer = await surety.api('/webhooks', { method: 'POST', body: { url: `${url}/surety/webhooks` } });
      const { secret, ...webhook } = (await answer.json()) as { secret: string };
      trust(secret);
      return webhook;
    });
  });

  return router;
}
