import type { Partner } from '../../store/partners/partners.js';
import type { Product } from '../support/product/product.js';

/** One program that nobody here wrote, tried on the running product. A folder each, below test/interop. */
export interface Suite {
  about: string;
  /** Partners to be registered for it. @param devUrl where the demo partner and the simulators are */
  partners?: (devUrl: string) => Partner[];
  /** @throws where the product and the program do not get on. */
  run(product: Product): Promise<void>;
}
