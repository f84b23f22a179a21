import express, { type Request, type Response, type Router } from 'express';
import { handOffState } from '../../../domain/journey/hand-off.js';
import type { UiDeps } from '../../deps.js';
import { formBody, readForm } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Guards } from '../../http/pages.js';
import { renderProblem } from '../../http/problem.js';
import { renderPage } from '../../http/render.js';
import { framePhone } from '../family.js';
import { heldHere, phoneBase } from '../holder.js';
import { numberForm } from './form.js';

/**
 * Asks for the number that the first screen shows, so that the two are surely before the same person. There is one try: whoever guesses has
 * one in 90, and the first screen says that the wrong number was typed.
 */
export function numberRoutes(deps: UiDeps, { csrf, limits }: Guards): Router {
  const { store } = deps;
  const router = express.Router();

  /** The hand-off whose number is awaited from this phone; undefined after answering. */
  const awaited = async (req: Request, res: Response) => {
    const handOff = await heldHere(deps, req);
    const journey = handOff && (await store.journeys.byId(handOff.journeyId));
    if (!handOff || !journey) return renderProblem(res, 'not-found');
    if (handOffState(handOff, new Date()) !== 'joined') return res.redirect(303, phoneBase(handOff._id));
    await framePhone(deps, res, journey, handOff);
    return handOff;
  };

  router.get('/hand-off/:id/number', async (req, res) => {
    if (await awaited(req, res)) renderPage(res, { page: 'hand-off/number' });
  });

  router.post('/hand-off/:id/number', formBody, async (req, res) => {
    await limits.visit(req);
    csrf.check(req, frameOf(res).browser);
    const handOff = await awaited(req, res);
    if (!handOff) return;
    const { values, errors } = readForm(numberForm, req.body);
    if (errors) return renderPage(res, { page: 'hand-off/number', form: { values: {}, errors } });
    const { _id: id, accountId, caseId, journeyId } = handOff;
    const at = new Date();
    await store.handOffs.type(id, values.number, at);
    // Of several answers at once the first counts, whatever this one was.
    const taken = await store.handOffs.byId(id);
    const action = taken?.typed === taken?.number ? 'hand_off.connected' : 'hand_off.wrong_number';
    const actor = { kind: 'person', id: accountId } as const;
    await store.audit.append({ at, actor, action, accountId, caseId, journeyId }, `hand-off-${id}`);
    res.redirect(303, phoneBase(id));
  });
  return router;
}
