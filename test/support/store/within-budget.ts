import { type Amount, budgets, type Operation } from '../../budgets.js';
import { type StoreCalls, storeCalls } from './store-calls.js';

/** Does an operation. @throws Error where it asks more or less of the store than its budget says */
export async function withinBudget<T>(operation: Operation, work: () => Promise<T>): Promise<T> {
  const { result, ...asked } = await storeCalls(work);
  compareWithBudget(operation, asked);
  return result;
}

/** Compares what an operation cost with its line of `test/budgets.ts`. @throws Error that says what is off, and what was asked of the store */
export function compareWithBudget(operation: Operation, spent: Partial<StoreCalls> & Record<string, unknown>): void {
  const off = Object.entries<Amount>(budgets[operation]).flatMap(([what, amount]) => {
    const [least, most] = typeof amount === 'number' ? [amount, amount] : amount;
    const much = Number(spent[what]);
    return much >= least && much <= most ? [] : [`${what}: ${spent[what]}, not ${least === most ? least : amount}`];
  });
  if (off.length === 0) return;
  const calls = spent.calls?.length ? `\nIt asked the store for:\n  ${spent.calls.join('\n  ')}` : '';
  throw new Error(`${operation} does not cost what test/budgets.ts says. ${off.join('; ')}.${calls}`);
}
