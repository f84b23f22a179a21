import { randomBytes } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import { z } from 'zod';
import { helpProofs } from '../../../domain/accounts/recovery.js';
import { recoveryCode, recoveryCodes, shownRecoveryCode } from '../../../domain/accounts/recovery-code.js';
import { maskedEmail } from '../../../domain/person/masked-email.js';
import { randomId } from '../../../platform/random-id.js';
import type { Recovery } from '../../../store/accounts/recoveries.js';
import { actionOf, readForm, typed } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { FormView } from '../../http/render.js';
import { runRecovery } from '../../recovery/begin.js';
import { stopRecovery } from '../../recovery/stop.js';
import { emailForm } from '../../sign-in/email/form.js';
import { dateTime } from '../../words/times.js';
import type { CaseworkDeps } from '../deps.js';
import { note } from '../note.js';
import { renderDesk } from '../render.js';
import { staffOf } from '../session.js';

const helpForm = emailForm.extend({ how: z.enum(helpProofs, { error: 'missing' }) });

/** Who waits to be let back into their account, and the form to ask for somebody: for those who cannot recover it by themselves. */
export const showHelp =
  (deps: CaseworkDeps): RequestHandler =>
  async (_req, res) =>
    show(deps, res);

/** A member of staff asks for somebody, whom they have seen. Looking for an account is recorded, also where there is none. */
export const askHelp =
  (deps: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const { store } = deps;
    const { values, errors } = readForm(helpForm, req.body);
    const form = { values: typed(req.body, ['email', 'how']), errors: errors ?? {} };
    if (errors) return show(deps, res, { form });
    const account = await store.accounts.byEmail(values.email);
    if (!account || account.blocked || account.closing) {
      await note(deps, res, 'help.unknown');
      return show(deps, res, { form: { ...form, errors: { email: 'unknown' } } });
    }
    const { _id: accountId, epoch: accountEpoch } = account;
    await note(deps, res, 'help.asked', accountId, { how: values.how });
    const help = { askedBy: staffOf(res).checkerId, how: values.how };
    await store.recoveries.ask({ _id: randomId(), accountId, accountEpoch, help }, new Date());
    await show(deps, res, { done: 'asked' });
  };

/** Another member of staff agrees, and gives the person the code that is shown; or declines, which who asked may do too. */
export const answerHelp =
  (deps: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const { store, log } = deps;
    const id = String(req.params.id);
    if (actionOf(req) !== 'agree') {
      const declined = await store.recoveries.decline(id);
      if (declined) await note(deps, res, 'help.declined', declined.accountId);
      return show(deps, res, { done: declined ? 'declined' : 'over' });
    }
    const code = recoveryCode(randomBytes(recoveryCodes.length));
    const agreed = await store.recoveries.agree(id, staffOf(res).checkerId, code, new Date());
    const account = agreed && (await store.accounts.byId(agreed.accountId));
    const opened = agreed && (await store.recoveries.open(agreed, new Date()));
    if (!account || !opened) return show(deps, res, { done: 'over' });
    await note(deps, res, 'help.agreed', account._id);
    // Not waited for: it begins when the person enters the code, at the latest.
    const { instead } = opened;
    const begins = Promise.all([
      runRecovery(deps, agreed, account, account.language),
      instead ? stopRecovery(deps, instead) : undefined,
    ]);
    begins.catch((error: unknown) => log.warn({ err: error }, 'an agreed recovery begins later'));
    await show(deps, res, { code: shownRecoveryCode(code) });
  };

async function show(
  { store, url }: CaseworkDeps,
  res: Response,
  more: { form?: FormView; done?: string; code?: string } = {},
): Promise<void> {
  const { checkerId } = staffOf(res);
  const { language } = frameOf(res);
  const rowOf = async ({ _id: id, accountId, startedAt, help }: Recovery) => {
    const account = await store.accounts.byId(accountId);
    if (!account) return [];
    const email = maskedEmail(store.accounts.contacts(account).email);
    const own = help?.askedBy === checkerId;
    return [{ id, email, level: account.level, at: dateTime(startedAt, language), how: help?.how, own }];
  };
  const rows = (await Promise.all((await store.recoveries.asked(new Date())).map(rowOf))).flat();
  const { form = { values: {}, errors: {} }, ...shown } = more;
  const model = { rows, ...shown, ways: helpProofs, address: `${url}/recover` };
  renderDesk(res, { page: 'casework/help', form, model });
}
