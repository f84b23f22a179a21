import type { Browser } from 'playwright-core';
import { demoPartner } from '../../../dev/up/partners.js';
import type { Store } from '../../../store/database.js';
import { startBrowser } from '../../support/browser/browser.js';
import { Screen } from '../../support/people/screen.js';
import { startOtlpCollector } from '../../support/product/otlp-collector.js';
import { type Product, startProduct } from '../../support/product/product.js';
import { openProductStore } from '../../support/store/product-store.js';
import { strangerKey } from './stranger.js';

/** One product and one browser for all walks: they begin once. Set before the first test. */
export let product: Product;
export let screen: Screen;
/** The product's own store, for states that need days, or an outage, to come about. */
export let store: Store;
export let browser: Browser | undefined;
/** Where the product sends its traces. */
export let collector: Awaited<ReturnType<typeof startOtlpCollector>>;

export async function startPlace(): Promise<void> {
  collector = await startOtlpCollector();
  product = await startProduct({
    env: {
      TRUST_PROXY: 'loopback',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=walks',
      OTEL_TRACES_SAMPLER_ARG: '1',
    },
    partners: (devUrl) => [{ ...demoPartner(strangerKey, devUrl), _id: 'hillside', name: 'Hillside Health' }],
  });
  store = await openProductStore(product);
  browser = await startBrowser();
  screen = await Screen.open(browser, product);
}

export async function stopPlace(): Promise<void> {
  await browser?.close();
  await store?.close();
  await product?.stop();
  collector?.close();
}
