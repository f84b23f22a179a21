import proto from '@temporalio/proto';
import { loadConfig } from '../../../platform/settings/config.js';
import { connectTemporal } from '../../../platform/temporal/client.js';
import { createPayloadCodec } from '../../../platform/temporal/payload-codec.js';
import { payloadsIn } from '../../../platform/temporal/sealed-payloads.js';
import type { Product } from './product.js';

const { History } = proto.temporal.api.history.v1;

/** All that Temporal holds of a run, by where it lies: each history as it is stored, and with its payloads opened. */
export async function temporalTexts(product: Product): Promise<Map<string, string>> {
  const config = loadConfig(product.settings, 'worker');
  const codec = createPayloadCodec(config.payloadKey);
  const { client, close } = connectTemporal(config);
  const texts = new Map<string, string>();
  try {
    for await (const { workflowId, runId, type, memo, searchAttributes } of client.workflow.list()) {
      const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
      const where = `${type} ${runId}`;
      texts.set(`the list of workflows: ${where}`, JSON.stringify({ workflowId, memo, searchAttributes }));
      texts.set(`history as stored: ${where}`, Buffer.from(History.encode(history).finish()).toString('latin1'));
      const opened = await codec.decode([...payloadsIn(history)].map(({ payload }) => payload));
      texts.set(`history opened: ${where}`, opened.map(({ data }) => Buffer.from(data ?? []).toString()).join('\n'));
    }
  } finally {
    await close();
  }
  return texts;
}
