import type { Request, RequestHandler, Response } from 'express';
import { type Agreement, agreementOf } from '../../../domain/casework/agreement.js';
import { day } from '../../../domain/clock.js';
import type { AssuranceSample } from '../../../store/casework/assurance.js';
import type { Store } from '../../../store/database.js';
import { frameOf } from '../../http/frame.js';
import { dateTime } from '../../words/times.js';
import type { CaseworkDeps } from '../deps.js';
import { showNotice } from '../notice/notice.js';
import { record } from '../record.js';
import { renderDesk } from '../render.js';
import { checkerOf, staffOf } from '../session.js';

/** How far back agreement is reckoned, and of how many cases at most. */
const span = 90 * day;
const most = 2_000;

/** The case of the address, where this member of staff is to judge it. */
export const sampleOnDesk =
  ({ store }: CaseworkDeps) =>
  async (req: Request, res: Response): Promise<AssuranceSample | undefined> => {
    const sample = await store.assurance.onDeskOf(staffOf(res).checkerId, new Date());
    return sample?._id === req.params.id ? sample : undefined;
  };

/** What waits to be judged once more, and for seniors how those who decided agree with those who judged. */
export const showAssurance =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (_req, res) => {
    const now = new Date();
    const checker = checkerOf(res);
    const [waiting, mine] = await Promise.all([
      store.assurance.waitingFor(checker, now),
      store.assurance.onDeskOf(checker.checkerId, now),
    ]);
    const { language } = frameOf(res);
    const judged = checker.senior ? await store.assurance.judgedSince(new Date(now.getTime() - span), most) : undefined;
    const disputed = judged?.filter(({ outcome, verdict }) => verdict && verdict.outcome !== outcome).slice(0, 50);
    const disagreements = disputed?.map(({ _id, outcome, verdict, by }) => ({
      ...{ outcome, verdict: verdict?.outcome, reasons: verdict?.reasons ?? [] },
      at: verdict ? dateTime(verdict.at, language) : '',
      review: by[0] === 'machine' || outcome === 'decline' ? undefined : _id,
    }));
    const rows = judged && (await agreementRows(store, judged));
    renderDesk(res, { page: 'casework/assurance', model: { waiting, mine: mine?._id, rows, disagreements } });
  };

/** Each checker's agreement with those who judged their cases; first everybody's, and the machine's by itself. */
async function agreementRows({ staff }: Pick<Store, 'staff'>, judged: readonly AssuranceSample[]) {
  const of = (id?: string) =>
    agreementOf(
      judged.flatMap(({ by, outcome, verdict }) =>
        verdict && (id === undefined ? by[0] !== 'machine' : by.includes(id))
          ? [[outcome, verdict.outcome] as const]
          : [],
      ),
    );
  const ids = [...new Set(judged.flatMap(({ by }) => by))].filter((id) => id !== 'machine');
  const names = await staff.names(ids);
  const view = (who: string, name: string | undefined, found: Agreement | undefined) =>
    found
      ? [{ who, name, cases: found.cases, agreed: Math.round(found.agreed * 100), kappa: found.kappa?.toFixed(2) }]
      : [];
  return [
    ...view('everybody', undefined, of()),
    ...view('machine', undefined, of('machine')),
    ...ids.flatMap((id) => view('checker', names.get(id), of(id))),
  ];
}

/** Puts the next drawn case before this checker; what has been erased meanwhile is passed over. */
export const startAssurance =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (_req, res) => {
    for (;;) {
      const sample = await store.assurance.claimNext(checkerOf(res), new Date());
      if (!sample) return showNotice(res, 'none-drawn', 200);
      if ((await store.evidence.list(sample.caseId)).length > 0) {
        await record(store, staffOf(res).checkerId, 'assurance.claimed', sample);
        return res.redirect(303, `/casework/assurance/${sample._id}`);
      }
      await store.assurance.drop(sample._id);
    }
  };

/** Nobody judges a person they know. */
export const passAssuranceOn =
  (deps: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const sample = await sampleOnDesk(deps)(req, res);
    if (!sample) return showNotice(res, 'not-on-desk', 409);
    const { checkerId } = staffOf(res);
    await record(deps.store, checkerId, 'assurance.passed_on', sample);
    await deps.store.assurance.pass(sample._id, checkerId);
    showNotice(res, 'passed-on', 200);
  };
