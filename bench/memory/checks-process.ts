import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCheckActivities } from '../../activities/checks/activities.js';
import { openPrintReader } from '../../evidence/document/print-reader.js';
import { loadFaceEngine } from '../../evidence/face/engine.js';
import { findPortrait } from '../../evidence/face/portrait.js';
import { openDecoder } from '../../evidence/image/decoder.js';
import { loadMrzReader } from '../../evidence/mrz/read-mrz.js';
import { createLog } from '../../platform/log/log.js';
import { bytesHeld } from '../bytes-held.js';

/** What the process held after so many photos, in MB. */
export interface MemoryHeld {
  photos: number;
  noFace: number;
  mb: number;
  decoderMb: number;
  peakMb: number;
  cpuMsPerPhoto: number;
}

const TOLD = 10;

const megabytes = (...of: Parameters<typeof bytesHeld>): number => Math.round(bytesHeld(...of) / 1_048_576);

function childrenMb(): number {
  const pids = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  return pids.reduce((sum, pid) => sum + megabytes(Number(pid), 'VmRSS'), 0);
}

// All that worker/checks.ts holds, but for its connections.
createLog({ level: 'error', process: 'checks' });
const decoder = openDecoder();
const print = openPrintReader();
const [faces, mrz] = await Promise.all([loadFaceEngine(), loadMrzReader()]);
createCheckActivities({ store: undefined as never, decoder, faces, mrz, print });

const [, , folder = '', count = '0'] = process.argv;
const names = readdirSync(folder).sort();
let noFace = 0;
const every = Math.max(1, Math.floor(Number(count) / TOLD));
let { user, system } = process.cpuUsage();
for (let photos = 1; photos <= Number(count); photos++) {
  const image = await decoder.decode(readFileSync(join(folder, names[photos % names.length] ?? '')));
  if (!(await findPortrait(faces, image))) noFace++;
  if (photos % every > 0) continue;
  const cpu = process.cpuUsage({ user, system });
  const held: MemoryHeld = {
    ...{ photos, noFace, mb: megabytes('self', 'VmRSS'), decoderMb: childrenMb(), peakMb: megabytes('self', 'VmHWM') },
    cpuMsPerPhoto: Math.round((cpu.user + cpu.system) / 1000 / every),
  };
  console.log(JSON.stringify(held));
  ({ user, system } = process.cpuUsage());
}
decoder.close();
await print.close();
