import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../root.mjs';

/**
 * Temporal's own download service, the one its SDK asks.
 * @param {'cli' | 'temporal-test-server'} artifact
 * @returns {Promise<string | undefined>} path of the program; nothing where the service cannot be reached
 */
export async function downloadTemporal(artifact) {
  const query = new URLSearchParams({
    platform: process.platform === 'darwin' ? 'darwin' : 'linux',
    arch: process.arch === 'arm64' ? 'arm64' : 'amd64',
    format: 'tar.gz',
    'sdk-name': 'sdk-typescript',
    'sdk-version': sdkVersion(),
  });
  try {
    const asked = await fetch(`https://temporal.download/${artifact}/default?${query}`, {
      signal: AbortSignal.timeout(5000),
    });
    if (!asked.ok) return undefined;
    const { archiveUrl, fileToExtract } = await asked.json();
    console.log(`Downloading ${archiveUrl} …`);
    const archive = await fetch(archiveUrl, { signal: AbortSignal.timeout(180_000) });
    const folder = join(root, '.cache/temporal');
    const packed = join(folder, `${artifact}.tar.gz`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(packed, Buffer.from(await archive.arrayBuffer()));
    execFileSync('tar', ['-xzf', packed, '-C', folder, fileToExtract]);
    const program = join(folder, artifact === 'cli' ? 'temporal' : 'temporal-test-server');
    if (basename(fileToExtract) !== basename(program) || fileToExtract.includes('/'))
      renameSync(join(folder, fileToExtract), program);
    return program;
  } catch {
    return undefined;
  }
}

const sdkVersion = () =>
  JSON.parse(readFileSync(join(root, 'node_modules/@temporalio/client/package.json'), 'utf8')).version;
