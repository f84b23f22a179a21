import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../root.mjs';

const dist = join(root, 'dist');
const made = ['sbom.cdx.json', 'provenance.json'];

/** @param {string} path */
const sha256 = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** @param {string[]} args @returns {string | undefined} */
function git(...args) {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

/** What is shipped, by the lock file: CycloneDX, made by npm. Its two values of the moment go: the same lock gives the same bytes. */
function sbom() {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--omit', 'dev'];
  const bom = JSON.parse(
    execFileSync('npm', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 }),
  );
  delete bom.serialNumber;
  delete bom.metadata.timestamp;
  bom.metadata.component.name = 'surety';
  return bom;
}

/** What was built from what: an in-toto statement with SLSA's provenance. In an image without git, GIT_COMMIT says the commit. */
function provenance() {
  const changed = git('status', '--porcelain');
  const commit = process.env.GIT_COMMIT || git('rev-parse', 'HEAD');
  const subject = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((path) => !made.includes(path) && statSync(join(dist, path)).isFile())
    .sort()
    .map((path) => ({ name: `dist/${path}`, digest: { sha256: sha256(join(dist, path)) } }));
  const materials = ['package-lock.json', 'package.json', 'dist/sbom.cdx.json'];
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject,
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'https://surety.invalid/build/npm-run-build/v1',
        externalParameters: { command: 'npm run build' },
        internalParameters: { node: process.version, platform: `${process.platform}-${process.arch}` },
        resolvedDependencies: [
          {
            name: 'source',
            digest: { gitCommit: commit ?? 'unknown' },
            annotations: { changed: changed === undefined ? 'unknown' : changed !== '' },
          },
          ...materials.map((name) => ({ name: relative('.', name), digest: { sha256: sha256(join(root, name)) } })),
        ],
      },
      runDetails: {
        builder: { id: process.env.BUILDER_ID || 'local' },
        metadata: { finishedOn: new Date().toISOString() },
      },
    },
  };
}

writeFileSync(join(dist, 'sbom.cdx.json'), `${JSON.stringify(sbom(), null, 1)}\n`);
writeFileSync(join(dist, 'provenance.json'), `${JSON.stringify(provenance(), null, 1)}\n`);
