import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../platform/root.js';
import type { BenchmarkOptions } from './benchmark.js';
import { installPeers } from './documents/install-peers.js';
import type { Read } from './documents/reading-program.js';
import { drawnSamples, folderSamples, type Sample, sharedData } from './documents/samples.js';
import { folderOption, numberOption } from './option.js';
import { report } from './report.js';
import { percentile } from './statistics.js';

interface System {
  name: string;
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
}

type Measured = Read & { file: string; cpuMs: number };

const folder = join(projectRoot, '.cache/bench/documents');

function systems(): { found: System[]; missing: string[] } {
  const program = (name: string): string[] => [join(projectRoot, `dist/bench/documents/${name}.js`)];
  const found: System[] = [{ name: 'Surety', command: process.execPath, args: program('ours') }];
  const missing: string[] = [];
  const baseline = join(sharedData, 'baseline/mrz.traineddata');
  if (existsSync(baseline))
    found.push({ name: 'tesseract, MRZ model', command: process.execPath, args: program('baseline') });
  else missing.push('tesseract with a model trained on MRZ text: the model is not on this machine');
  try {
    const { python, env, hasMrzModel } = installPeers();
    if (!hasMrzModel) missing.push('fastmrz: its tesseract model is not on this machine');
    for (const name of hasMrzModel ? ['PassportEye', 'fastmrz'] : ['PassportEye']) {
      found.push({ name, command: python, args: [join(projectRoot, 'bench/documents/peers.py'), name], env });
    }
  } catch (error) {
    missing.push(`PassportEye and fastmrz could not be installed: ${String(error).split('\n')[0]}`);
  }
  return { found, missing };
}

const textOf = (lines: readonly string[] | null): string => lines?.join('\n') ?? '';

function rowsOf(name: string, samples: readonly Sample[], measured: readonly Measured[], peakMiB: number) {
  const byFile = new Map(measured.map((one) => [one.file, one]));
  const sets = {
    'published specimens': (set: string) => set === 'published specimens',
    drawn: (set: string) => set !== 'published specimens',
  };
  return Object.entries(sets).flatMap(([set, belongs]) => {
    const some = samples.filter((sample) => belongs(sample.set));
    if (some.length === 0) return [];
    const judged = some.map(({ file, lines }) => {
      const read = byFile.get(file);
      return {
        exact: textOf(read?.lines ?? null) === textOf(lines),
        confident: read?.confident ?? false,
        ms: read?.cpuMs ?? 0,
      };
    });
    const times = judged.map(({ ms }) => ms);
    return [
      {
        system: name,
        set,
        pictures: some.length,
        exact: judged.filter(({ exact }) => exact).length,
        sure: judged.filter(({ confident }) => confident).length,
        'sure and wrong': judged.filter(({ confident, exact }) => confident && !exact).length,
        'CPU ms': Math.round(percentile(times, 0.5)),
        p95: Math.round(percentile(times, 0.95)),
        MiB: Math.round(peakMiB),
      },
    ];
  });
}

/**
 * Measures how machine-readable zones are read, beside what one would use instead: on drawn specimens
 * (`--each=…` of every fault, 2 when left out) and on published ones where they lie beside the project (or `--folder=…`).
 * `exact` counts a picture without a zone that reads as nothing; `sure` is the system's own word. CPU includes decoding the picture.
 */
export async function run({ json }: BenchmarkOptions): Promise<void> {
  const published = folderOption('folder') ?? join(sharedData, 'documents');
  const samples = await drawnSamples(join(folder, 'drawn'), numberOption('each', 2));
  if (existsSync(join(published, 'truth.json'))) samples.push(...(await folderSamples(published)));
  await mkdir(folder, { recursive: true });
  const list = join(folder, 'list.json');
  await writeFile(list, JSON.stringify(samples.map(({ file }) => file)));
  const { found, missing } = systems();
  const rows = [];
  for (const { name, command, args, env } of found) {
    try {
      const out = execFileSync(command, [...args, list], {
        env: env ?? process.env,
        maxBuffer: 1e8,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const answers = out
        .toString()
        .trim()
        .split('\n')
        .map((line): Measured & { peakMiB?: number } => JSON.parse(line));
      const peakMiB = answers.find((answer) => answer.peakMiB !== undefined)?.peakMiB ?? 0;
      rows.push(
        ...rowsOf(
          name,
          samples,
          answers.filter(({ file }) => file),
          peakMiB,
        ),
      );
    } catch (error) {
      missing.push(`${name} did not run: ${String(error).split('\n')[0]}`);
    }
  }
  report(json, 'documents', 'Machine-readable zones', rows);
  for (const line of missing) console.error(`Not measured: ${line}`);
}
