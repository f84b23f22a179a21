import { type EvidenceKind, evidenceKinds } from '../gpg45/scores.js';

/** Of each kind of document: how many of 100 cases that machines could pass they may pass; people decide the others. Whole numbers, 0 to 100. */
export type AutomationRates = Readonly<Record<EvidenceKind, number>>;

/** Until somebody says otherwise. */
export const fullAutomation = Object.fromEntries(evidenceKinds.map((kind) => [kind, 100])) as AutomationRates;

/** Who decides a case that the rules let machines pass, and what that came of. `kind` is absent where no document was known. */
export type AutomationDraw = { by: 'machine' | 'person'; kind?: EvidenceKind; rate: number; version: number };

/** @param draw of the case, 0 to 99.99: the same whenever it is asked. 0 leaves nothing to machines, 100 everything that the rules do. */
export function whoDecides(draw: number, rate: number): 'machine' | 'person' {
  return draw < rate ? 'machine' : 'person';
}
