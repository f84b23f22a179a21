import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../platform/root.js';

/** The last line of `npm run -s evidence -- faces DIR`. */
export interface FacesResult {
  photos: number;
  notFound: number;
  auc: number;
  fnmrAt: Record<'0.01' | '0.001' | '0.0001', number>;
  thresholdAt: Record<'0.01' | '0.001' | '0.0001', number>;
  cpuMsPerPhoto: number;
}

/** The most memory that a process has held, in MB; 0 where the system does not tell. */
function peakOf(pid: number): number {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return 0;
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(path, 'utf8'))?.[1] ?? 0) / 1024;
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
    memoryMb = Math.max(memoryMb, peakOf(child.pid ?? 0));
  }, 100);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(timer);
  if (code !== 0) throw new Error('The faces of this folder could not be measured: see above.');
  return { ...(JSON.parse(out) as FacesResult), memoryMb };
}
