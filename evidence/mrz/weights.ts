import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../platform/root.js';

/** The line network as it stands in the project (ONNX); `training/` says how it was made. */
export async function readWeights(): Promise<Uint8Array> {
  return new Uint8Array(await readFile(join(projectRoot, 'evidence/mrz/weights/mrz.onnx')));
}
