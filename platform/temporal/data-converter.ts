import { join } from 'node:path';
import type { DataConverter } from '@temporalio/common';
import { projectRoot } from '../root.js';
import type { CommonConfig } from '../settings/config.js';
import { createPayloadCodec } from './payload-codec.js';

/** Where the failure converter lies: wanted as a path, by clients, workers and the workflow bundle alike. */
export const failureConverterPath = join(projectRoot, 'platform/temporal/failure-converter.cjs');

/** How clients and workers of Temporal write and read payloads: JSON, sealed, failures' messages and stacks included. */
export function dataConverter(config: Pick<CommonConfig, 'payloadKey'>): DataConverter {
  return { payloadCodecs: [createPayloadCodec(config.payloadKey)], failureConverterPath };
}
