import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../platform/root.js';
import { bytesHeld } from '../bytes-held.js';

/** The last line of `npm run -s evidence -- faces DIR`. */
export interface FacesResult {
  photos: number;
  notFound: number;
  auc: number;
  fnmrAt: Record<'0.01' | '0.001' | '0.0001', number>;
  thresholdAt: Record<'0.01' | '0.001' | '0.0001', number>;
  cpuMsPerPhoto: number;
}

/** Our own matcher on a folder, in a process of its own. */
export async function measureOurs(folder: string): Promise<FacesResult & { memoryMb: number }> {
  const program = join(projectRoot, 'dist/evidence/command/main.js');
  const child = spawn(process.execPath, [program, 'faces', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  let memoryMb = 0;
  child.stdout.on('data', (piece) => {
    out += piece;
  });
  const timer = setInterval(() => {
    memoryMb = Math.max(memoryMb, bytesHeld(child.pid ?? 0, 'VmHWM') / 1_048_576);
  }, 100);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(timer);
  if (code !== 0) throw new Error('The faces of this folder could not be measured: see above.');
  return { ...(JSON.parse(out) as FacesResult), memoryMb };
}
