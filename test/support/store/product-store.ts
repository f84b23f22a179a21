import { loadConfig } from '../../../platform/config.js';
import { createLookup } from '../../../platform/lookup.js';
import { createSealer } from '../../../platform/sealing.js';
import { openStore, type Store } from '../../../store/database.js';
import type { Product } from '../product/product.js';

/** The store of a running product, with its keys. To be closed. */
export function openProductStore(product: Product): Promise<Store> {
  const config = loadConfig(product.settings, 'worker');
  return openStore(config, createSealer(config.sealingKey), createLookup(config.lookupKey, config.environment));
}
