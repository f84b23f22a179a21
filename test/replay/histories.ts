import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import proto, { type temporal } from '@temporalio/proto';
import { projectRoot } from '../../platform/root.js';

export const historiesFolder = join(projectRoot, 'test', 'replay', 'histories');

export type History = temporal.api.history.v1.History;

/** Every recorded history, read anew, by its name. */
export function recordedHistories(): Record<string, History> {
  const files = readdirSync(historiesFolder).filter((file) => file.endsWith('.bin'));
  return Object.fromEntries(
    files.map((file) => [
      file.replace('.bin', ''),
      proto.temporal.api.history.v1.History.decode(readFileSync(join(historiesFolder, file))),
    ]),
  );
}
