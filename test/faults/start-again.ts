import { setTimeout as sleep } from 'node:timers/promises';
import type { Part, Product } from '../support/product/product.js';

/** As a supervisor does: a process that ends because another one is down is started until it stays. */
export async function startAgain(product: Product, part: Part): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await product.start(part);
    } catch (error) {
      if (tries === 10) throw error;
      await sleep(500);
    }
  }
}
