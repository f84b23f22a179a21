import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LabelledFace } from '../../evidence/command/faces/distances.js';
import { projectRoot } from '../../platform/root.js';

/** What was tried: wheels of dlib exist under another name than its sources. */
const PACKAGES = [
  ['dlib-bin==20.0.1.post1', 'numpy', 'Pillow', 'click', 'setuptools<81'],
  ['--no-deps', 'face_recognition==1.3.0', 'face_recognition_models==0.3.0'],
];
const venv = join(projectRoot, '.cache/bench-faces');
const python = join(venv, 'bin/python3');

/** What another matcher made of a folder. */
export interface PeerResult {
  faces: LabelledFace[];
  photos: number;
  cpuMsPerPhoto: number;
  memoryMb: number;
}

const succeeds = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: ['ignore', 'ignore', 'ignore'] }).status === 0;

/** Installs dlib and face_recognition for this benchmark alone. False where that does not work here. */
function install(): boolean {
  if (existsSync(python) && succeeds(python, ['-c', 'import face_recognition'])) return true;
  if (!succeeds('python3', ['-m', 'venv', '--clear', venv])) return false;
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--timeout', '20', '--retries', '2'];
  return PACKAGES.every((packages) => succeeds(python, [...pip, ...packages]));
}

/** The folder's photos by dlib and face_recognition; undefined where they cannot be installed. */
export function measurePeer(folder: string): PeerResult | undefined {
  if (!install()) return undefined;
  const { stdout, status } = spawnSync(python, [join(projectRoot, 'bench/faces/peer.py'), folder], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) return undefined;
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const { cpuMsPerPhoto, memoryMb } = lines.pop() as { cpuMsPerPhoto: number; memoryMb: number };
  const found = (lines as { person: string; embedding: number[] | null }[]).flatMap(({ person, embedding }) =>
    embedding ? [{ person, embedding: Float32Array.from(embedding) }] : [],
  );
  return { faces: found, photos: lines.length, cpuMsPerPhoto, memoryMb };
}
