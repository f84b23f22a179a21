import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../platform/root.js';
import { sharedData } from './samples.js';

const folder = join(projectRoot, '.cache/bench/peers');

/** What runs the peers: a Python with PassportEye and fastmrz, and an environment in which they find tesseract. */
export interface Peers {
  python: string;
  env: NodeJS.ProcessEnv;
  /** Whether the tesseract model is there without which fastmrz reads nothing. */
  hasMrzModel: boolean;
}

function run(command: string, ...args: string[]): void {
  execFileSync(command, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 1e8 });
}

/** Debian's tesseract unpacked in the folder: needs apt with its lists, and root for its lock. */
function unpackTesseract(): void {
  mkdirSync(join(folder, 'debs/partial'), { recursive: true });
  const options = [
    '-y',
    '-qq',
    '--no-install-recommends',
    '--download-only',
    '-o',
    `Dir::Cache::archives=${join(folder, 'debs')}`,
  ];
  run('apt-get', 'install', ...options, 'tesseract-ocr', 'tesseract-ocr-eng');
  for (const name of readdirSync(join(folder, 'debs'))) {
    if (name.endsWith('.deb')) run('dpkg', '-x', join('debs', name), 'tesseract');
  }
}

/** Installs the peers below .cache, nowhere else. Throws with the installer's words where that cannot be done. */
export function installPeers(): Peers {
  mkdirSync(folder, { recursive: true });
  const python = join(folder, 'venv/bin/python');
  if (!existsSync(python)) run('python3', '-m', 'venv', 'venv');
  if (!existsSync(join(folder, 'venv/installed'))) {
    run(python, '-m', 'pip', 'install', '--quiet', 'passporteye', 'fastmrz');
    mkdirSync(join(folder, 'venv/installed'));
  }
  const usr = join(folder, 'tesseract/usr');
  if (!existsSync(join(usr, 'bin/tesseract'))) unpackTesseract();
  const models = join(usr, 'share/tesseract-ocr/5/tessdata');
  // fastmrz needs the model trained on MRZ text and does not bring it.
  const baseline = join(sharedData, 'baseline/mrz.traineddata');
  if (existsSync(baseline)) copyFileSync(baseline, join(models, 'mrz.traineddata'));
  const libraries = readdirSync(join(usr, 'lib')).map((name) => join(usr, 'lib', name));
  return {
    python,
    hasMrzModel: existsSync(join(models, 'mrz.traineddata')),
    env: {
      ...process.env,
      PATH: `${join(usr, 'bin')}:${process.env.PATH}`,
      LD_LIBRARY_PATH: libraries.join(':'),
      TESSDATA_PREFIX: models,
      // One thread each, as all are measured.
      OMP_THREAD_LIMIT: '1',
    },
  };
}
