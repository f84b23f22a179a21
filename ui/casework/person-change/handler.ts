import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { isEnterable } from '../../../domain/accounts/sign-in-ways.js';
import {
  type StaffChange,
  type StaffChangeReason,
  staffChangeReasons,
  staffChanges,
} from '../../../domain/casework/staff-changes.js';
import { NotFound } from '../../../platform/errors.js';
import { randomId } from '../../../platform/random-id.js';
import type { Account } from '../../../store/accounts/accounts.js';
import { ownedWays } from '../../../store/accounts/sign-in-ways.js';
import { readForm, typed } from '../../http/form.js';
import type { FormView } from '../../http/render.js';
import type { CaseworkDeps } from '../deps.js';
import { incidentNumber } from '../incident-number.js';
import { lookedAt } from '../person/look.js';
import { renderDesk } from '../render.js';
import { staffOf } from '../session.js';
import { carryOutStaffChanges } from './carry-out.js';

type Found = NonNullable<Awaited<ReturnType<typeof lookedAt>>> & { kind: StaffChange; base: string };

/** Why an account is changed, and under which incident. */
const formOf = (kind: StaffChange) =>
  z.object({
    reason: z.enum(staffChangeReasons[kind], { error: 'missing' }),
    incident: incidentNumber,
  });

/** Asks why an account is to be changed, and says what follows. */
export const showPersonChange =
  (deps: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const found = await changeOf(deps, req, res);
    if (found) await show(deps, res, found);
  };

/** Changes it. The store's one write is the change; what follows is carried out at once, or as soon as it can be. */
export const changePerson =
  (deps: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const found = await changeOf(deps, req, res);
    if (!found) return;
    const { kind, account, base } = found;
    const { values, errors } = readForm(formOf(kind), req.body);
    if (errors) return show(deps, res, found, { values: typed(req.body, ['reason', 'incident']), errors });
    const { checkerId: by, roles } = staffOf(res);
    const reason = values.reason as StaffChangeReason;
    const change = { id: randomId(), kind, by, roles, reason, incident: values.incident, at: new Date() };
    const made = await deps.store.staffChanges.make(account._id, change);
    if (made) await carryOutStaffChanges(deps);
    res.redirect(303, `${base}?done=${made ? kind : 'unchanged'}`);
  };

/** The person of the address and what is to be done; where there is nothing to do, their page. */
async function changeOf(deps: CaseworkDeps, req: Request, res: Response): Promise<Found | undefined> {
  const found = await lookedAt(deps, req, res);
  if (!found) return undefined;
  const kind = staffChanges.find((one) => one === req.params.kind);
  if (!kind) throw new NotFound();
  const base = `/casework/people/${found.look._id}`;
  if (changesFor(found.account).includes(kind)) return { ...found, kind, base };
  res.redirect(303, `${base}?done=unchanged`);
  return undefined;
}

/** What staff may change in the account as it is. */
export function changesFor({ blocked, mobile, closing }: Account): StaffChange[] {
  if (closing?.erasing) return [];
  return [blocked ? 'unblocked' : 'blocked', ...(mobile ? (['mobile-removed'] as const) : [])];
}

async function show(
  { store }: CaseworkDeps,
  res: Response,
  { kind, account, base }: Found,
  form: FormView = { values: {}, errors: {} },
): Promise<void> {
  const owned = ownedWays(await store.signInWays.of(account, new Date()));
  const model = { base, kind, reasons: staffChangeReasons[kind], locksOut: !isEnterable({ ...owned, sms: false }) };
  renderDesk(res, { page: 'casework/person-change', form, model });
}
