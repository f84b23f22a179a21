import { startProduct } from '../test/support/product/product.js';
import { startBareWorkflow } from './bare/bare-workflow.js';
import type { BenchmarkOptions } from './benchmark.js';
import { measureLoad } from './journeys/load.js';
import { measureSignIns } from './journeys/sign-ins.js';
import { measureSteps } from './journeys/steps.js';
import { measureWhole } from './journeys/whole.js';
import { report } from './report.js';

/** People on the whole built product, with simulators for the world outside; each figure beside a bare workflow's of the same run. */
export async function run({ json }: BenchmarkOptions): Promise<void> {
  // Everybody comes from an address of their own, as behind a proxy: limits for each address are not what is measured.
  const env = { TRUST_PROXY: '1', LOG_LEVEL: 'warn' };
  const product = await startProduct({ pdsRate: 1_000_000, env });
  const bare = await startBareWorkflow(product.settings.TEMPORAL_ADDRESS ?? '');
  const tell = (table: string, title: string, rows: Record<string, string | number>[]) =>
    report(json, table, title, rows);
  try {
    await measureSteps({ product, bare, tell });
    await measureWhole({ product, bare, tell });
    await measureSignIns({ product, bare, tell });
    await measureLoad({ product, bare, tell });
  } catch (error) {
    console.error(product.logs().slice(-4_000));
    throw error;
  } finally {
    await bare.stop();
    await product.stop();
  }
}
