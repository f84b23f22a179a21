import type { RequestHandler, Response } from 'express';
import { z } from 'zod';
import { emailDomain, isShared } from '../../../domain/person/email-domain.js';
import { actionOf, readForm, typed } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { FormView } from '../../http/render.js';
import { dateTime } from '../../words/times.js';
import type { CaseworkDeps } from '../deps.js';
import { incidentNumber } from '../incident-number.js';
import { note } from '../note.js';
import { renderDesk } from '../render.js';
import { staffOf } from '../session.js';

const domain = z
  .string({ error: 'missing' })
  .trim()
  .min(1, 'missing')
  .transform((text, { addIssue }) => {
    const known = text.includes('@') ? undefined : emailDomain(text);
    if (!known) addIssue('format');
    else if (isShared(known)) addIssue('shared');
    return known ?? z.NEVER;
  });

const form = z.object({
  domain,
  incident: incidentNumber,
});

/** The domains with whose email addresses no account is made. */
export const showEmailDomains =
  (deps: CaseworkDeps): RequestHandler =>
  async (_req, res) =>
    show(deps, res);

/** Blocks a domain, or takes one off the list. Each is recorded before it is done. */
export const changeEmailDomains =
  (deps: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const { store } = deps;
    const unblocks = actionOf(req) === 'unblock';
    const { values, errors } = readForm(unblocks ? form.pick({ domain: true }) : form, req.body);
    if (errors) return show(deps, res, { values: typed(req.body, ['domain', 'incident']), errors });
    if (unblocks) {
      await note(deps, res, 'email-domain.unblocked', undefined, { domain: values.domain });
      await store.blockedEmailDomains.unblock(values.domain);
    } else {
      const { domain: _id, incident } = values as z.output<typeof form>;
      await note(deps, res, 'email-domain.blocked', undefined, { domain: _id, incident });
      await store.blockedEmailDomains.block({ _id, incident, by: staffOf(res).checkerId, at: new Date() });
    }
    res.redirect(303, '/casework/email-domains');
  };

async function show(
  { store }: CaseworkDeps,
  res: Response,
  shown: FormView = { values: {}, errors: {} },
): Promise<void> {
  const { language } = frameOf(res);
  const listed = await store.blockedEmailDomains.list();
  const names = await store.staff.names(listed.map(({ by }) => by));
  const domains = listed.map(({ _id, by, incident, at }) => ({
    ...{ domain: _id, name: names.get(by), incident, at: dateTime(at, language) },
  }));
  renderDesk(res, { page: 'casework/email-domains', form: shown, model: { domains } });
}
