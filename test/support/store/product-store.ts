import { createLookup } from '../../../platform/keys/lookup.js';
import { createSealer } from '../../../platform/keys/sealing.js';
import { loadConfig } from '../../../platform/settings/config.js';
import { openStore, type Store } from '../../../store/database.js';
import type { Product } from '../product/product.js';

/** The store of a running product, with its keys. To be closed. @param patience other than that of a process */
export function openProductStore(product: Product, patience: { answerWithinMs?: number } = {}): Promise<Store> {
  const config = loadConfig(product.settings, 'worker');
  const { sealingKey, lookupKey, environment } = config;
  return openStore({ ...config, ...patience }, createSealer(sealingKey), createLookup(lookupKey, environment));
}
