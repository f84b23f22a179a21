import type { RequestHandler } from 'express';
import { z } from 'zod';
import { NotFound } from '../../../platform/errors.js';
import { actionOf, readForm, typed } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import { shownIncident } from '../../portal/incidents/shown.js';
import { wordsFor } from '../../words/words.js';
import type { CaseworkDeps } from '../deps.js';
import { renderDesk } from '../render.js';
import { staffActor } from '../session.js';

const noteForm = z.object({ note: z.string().trim().max(1_000, 'too_long').default('') });

/** One incident: what is known, a note for the partner, and its end where people know better than the watch. */
export const incidentOnDesk = ({ store }: CaseworkDeps): { show: RequestHandler; change: RequestHandler } => {
  const found = async (id: unknown) => {
    const incident = await store.incidents.byId(String(id));
    if (!incident) throw new NotFound();
    return incident;
  };
  const draw = async (
    res: Parameters<RequestHandler>[1],
    id: unknown,
    errors = {},
    values?: Record<string, string>,
  ) => {
    const incident = await found(id);
    const { language } = frameOf(res);
    const [registration] = await store.clients.registrations([incident.partnerId]);
    renderDesk(res, {
      page: 'casework/incident',
      form: { values: values ?? { note: incident.note ?? '' }, errors },
      model: {
        p: wordsFor('portal', language),
        partner: registration?.name ?? incident.partnerId,
        incident: shownIncident(incident, language, store),
      },
    });
  };
  return {
    show: (req, res) => draw(res, req.params.id),
    async change(req, res) {
      const { _id: id, partnerId } = await found(req.params.id);
      const now = new Date();
      const actor = staffActor(res);
      const note = (action: string) =>
        store.audit.append({ at: now, actor, action, serviceId: partnerId, details: { incident: id } });
      const action = actionOf(req);
      if (action === 'over' || action === 'new-normal') {
        const newNormal = action === 'new-normal';
        await note(newNormal ? 'service.incident_new_normal' : 'service.incident_ended');
        await store.incidents.end(id, { by: actor.id, at: now, newNormal });
      } else {
        const { values, errors } = readForm(noteForm, req.body);
        if (errors) return draw(res, id, errors, typed(req.body, ['note']));
        await note('service.incident_noted');
        await store.incidents.annotate(id, values.note);
      }
      res.redirect(303, `/casework/incidents/${id}`);
    },
  };
};
