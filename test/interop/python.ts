import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../platform/root.js';

/**
 * A virtual environment of its own for packages of PyPI, below `.cache/interop`; made once.
 * @returns the folder of its programs.
 */
export async function pythonPackages(name: string, packages: readonly string[]): Promise<string> {
  const venv = join(projectRoot, '.cache', 'interop', name);
  const bin = join(venv, 'bin');
  const marker = join(venv, `${packages.join(',').replaceAll(/[^\w.,-]/g, '_')}.installed`);
  if (existsSync(marker)) return bin;
  console.log(`Installing ${packages.join(', ')} from PyPI into .cache/interop/${name} …`);
  await must('python3', ['-m', 'venv', venv]);
  await must(join(bin, 'pip'), ['install', '--quiet', '--disable-pip-version-check', ...packages]);
  await must('touch', [marker]);
  return bin;
}

/** Runs a program with its output on this terminal. @returns its exit code */
export function runProgram(program: string, args: readonly string[], cwd = projectRoot): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd, stdio: 'inherit' });
    child.once('error', fail);
    child.once('exit', (code) => done(code ?? 1));
  });
}

async function must(program: string, args: readonly string[]): Promise<void> {
  const code = await runProgram(program, args);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}`);
}
