import type { RequestHandler, Response } from 'express';
import { searchReasons } from '../../../domain/casework/search-reasons.js';
import { TooManyRequests } from '../../../platform/errors.js';
import type { Account } from '../../../store/accounts/accounts.js';
import { readForm, typed } from '../../http/form.js';
import type { FormView } from '../../http/render.js';
import type { CaseworkDeps } from '../deps.js';
import { note } from '../note.js';
import { renderDesk } from '../render.js';
import { staffOf } from '../session.js';
import { searchForm } from './form.js';

/** Asks whom to look for, and why. */
export const showPeople: RequestHandler = (_req, res) => show(res);

/**
 * Finds one person by the whole of an email address or account id; there is no list, and no search by a part. Each search is recorded
 * before its answer is shown, also one that finds nobody. The address of the page that follows holds nothing that a person is known by.
 */
export const findPerson =
  (deps: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const { store } = deps;
    const { values, errors } = readForm(searchForm, req.body);
    if (errors) return show(res, { values: typed(req.body, fields), errors });
    const { who, reason, reference } = values;
    const { checkerId } = staffOf(res);
    const now = new Date();
    if (await store.personLooks.tooMany(checkerId, now)) {
      await note(deps, res, 'person.search_refused');
      throw new TooManyRequests('too_many_searches', 'That was too many searches for one hour.', 600);
    }
    const account = await accountOf(deps, who);
    const look = {
      checkerId,
      reason,
      ...(reference ? { reference } : {}),
      ...(account ? { accountId: account._id } : {}),
    };
    const details = { by: 'email' in who ? 'email' : 'id', found: account !== null, reason };
    await note(deps, res, 'person.searched', account?._id, { ...details, ...(reference ? { reference } : {}) });
    const id = await store.personLooks.begin(look, now);
    if (!account) return show(res, { values: typed(req.body, fields), errors: { who: 'unknown' } });
    res.redirect(303, `/casework/people/${id}`);
  };

const fields = ['who', 'reason', 'reference'];

function accountOf({ store }: CaseworkDeps, who: { email: string } | { id: string }): Promise<Account | null> {
  return 'email' in who ? store.accounts.byKnownEmail(who.email) : store.accounts.byId(who.id);
}

function show(res: Response, form: FormView = { values: {}, errors: {} }): void {
  renderDesk(res, { page: 'casework/people', form, model: { searchReasons } });
}
