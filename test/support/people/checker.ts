import type { Product } from '../product/product.js';
import { attestedFields } from './attested.js';
import { formsOf, Visitor } from './visitor.js';

/** A caseworker at their desk, without a browser. */
export async function signedInChecker(product: Product, member = 'checker-ada'): Promise<Visitor> {
  const checker = new Visitor(product);
  await checker.open(`${product.suretyUrl}/casework/sign-in/start`);
  await checker.send({ member });
  return checker;
}

/** Takes the oldest case of the queue and decides it. */
export async function decideNext(
  checker: Visitor,
  outcome: 'pass' | 'decline',
  reasons: Record<string, string> = {},
): Promise<void> {
  await checker.open(`${checker.product.suretyUrl}/casework`);
  const next = formsOf(checker.page).find(({ action }) => action.endsWith('/start-next'));
  if (!next) throw new Error(`no case waits: ${checker.page.html}`);
  await checker.sendForm(next);
  const decide = formsOf(checker.page).find(({ action }) => action.endsWith('/confirm'));
  if (!decide) throw new Error(`nothing to decide on ${checker.page.url}`);
  await checker.sendForm(decide, { outcome, ...(outcome === 'pass' ? attestedFields : {}), ...reasons });
  const confirm = formsOf(checker.page).find(({ action }) => action.endsWith('/decision'));
  if (!confirm) throw new Error(`nothing to confirm on ${checker.page.url}`);
  await checker.sendForm(confirm);
  if (checker.page.name !== 'decided') throw new Error(`not decided: ${checker.page.url}`);
}
