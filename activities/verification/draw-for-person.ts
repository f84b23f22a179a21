import { type AutomationDraw, whoDecides } from '../../domain/casework/automation.js';
import { automationDraw } from '../../store/casework/automation-draw.js';
import type { VerificationDeps } from './activities.js';
import { checksOf } from './checks-of-case.js';

/** Whether a machine may pass a case that the rules let it pass, or a person is to look, by the share that admins set for its kind of document. */
export function drawForPersonActivity({ store }: Pick<VerificationDeps, 'store'>) {
  return {
    /**
     * Asked only of cases that would pass: it can take a case from the machine, never give it one. The first answer is kept with the
     * case and stays, whatever is set later.
     */
    async drawForPerson({
      caseId,
      accountId,
      now,
    }: {
      caseId: string;
      accountId: string;
      now: number;
    }): Promise<AutomationDraw> {
      const at = new Date(now);
      const { document } = await checksOf(store, caseId, true, []);
      const { value: rates, version } = await store.serviceSettings.read('automation');
      const kind = document?.kind;
      const rate = kind === undefined ? Math.min(...Object.values(rates)) : rates[kind];
      const by = whoDecides(automationDraw(store.tools.lookup, caseId), rate);
      await store.evidence.putFact(caseId, 'automation', 0, { by, ...(kind ? { kind } : {}), rate, version }, at);
      const drawn = (await store.evidence.fact<AutomationDraw>(caseId, 'automation')) as AutomationDraw;
      const actor = { kind: 'system', id: 'verification' } as const;
      const entry = { at, actor, action: 'automation.drawn', accountId, caseId, details: { ...drawn } };
      await store.audit.append(entry, `automation-${caseId}`);
      return drawn;
    },
  };
}
