import type { Product } from '../../test/support/product/product.js';
import type { BareWorkflow } from '../bare/bare-workflow.js';

/** What a part of the benchmark measures, and how it tells. */
export interface Part {
  product: Product;
  bare: BareWorkflow;
  tell(table: string, title: string, rows: Record<string, string | number>[]): void;
}
