import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { shareSecrets } from '../../dev/compose/share-secrets.js';
import { makeKeys } from '../../platform/make-keys.js';
import { projectRoot } from '../../platform/root.js';
import { loadConfig, type ProcessName, settingNames } from '../../platform/settings/config.js';
import { taskQueues } from '../../workflows/task-queues.js';
import { readEnvFile } from '../compose/interpolate.js';
import { testSecrets } from '../support/test-secrets.js';

type Variable = { name: string; value?: string; valueFrom?: { configMapKeyRef: { key: string; optional?: boolean } } };
type Container = { command: string[]; env: Variable[]; ports?: { name: string }[]; [more: string]: unknown };
// biome-ignore lint/suspicious/noExplicitAny: each kind has its own.
type Manifest = { apiVersion: string; kind: string; metadata: { name: string }; spec: any };

const root = join(projectRoot, 'deploy', 'kubernetes');
const text = (path: string) => readFileSync(join(root, path), 'utf8');
const documents = (source: string) => parseAllDocuments(source).map((one) => one.toJS() as Manifest);
const listed = (parse(text('base/kustomization.yaml')) as { resources: string[] }).resources;
const manifests = listed.flatMap((path) => documents(text(`base/${path}`)));
const example = readEnvFile(text('example/settings.env'));
const patches = documents(text('example/smtp.yaml'));

const of = (kind: string) => manifests.filter((one) => one.kind === kind);
const podOf = (one?: Manifest) => one?.spec.template.spec as { containers: Container[]; [more: string]: unknown };
const processes = ['api', 'worker', 'checks'] as const;
const container = (name: ProcessName, from: Manifest[]) =>
  podOf(from.find((one) => one.kind === 'Deployment' && one.metadata.name === `surety-${name}`))?.containers[0];
/** What a process has in its environment, of base and example. */
const variables = (name: ProcessName) => [manifests, patches].flatMap((from) => container(name, from)?.env ?? []);

const folder = mkdtempSync(join(tmpdir(), 'surety-kubernetes-'));
beforeAll(async () => {
  await makeKeys(folder, 'live');
  shareSecrets(folder, await testSecrets());
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Secrets and files that an installation adds where it has them, and a port that stays. */
const added = [
  ...['SIGNING_KEYS', 'TEMPORAL_API_KEY', 'VOICE_TOKEN', 'GP_SYSTEM_SECRET', 'RELEASE_TOKEN', 'CODEC_TOKEN'],
  ...['OTEL_EXPORTER_OTLP_HEADERS', 'TEMPORAL_TLS_CA', 'TEMPORAL_TLS_CERT', 'TEMPORAL_TLS_KEY'],
];
const others = ['PARTNERS_FILE', 'BREACHED_PASSWORDS', 'METRICS_PORT'];
/** Addresses with passwords in them, which the folder of keys lacks. */
const addresses = { MONGODB_URI: 'mongodb://db', KEYS_MONGODB_URI: 'mongodb://keys', SMTP_URL: 'smtp://mail.example' };

describe('The manifests', () => {
  test('are of kinds that are known, with what each must have; every file is used', () => {
    const needs: Record<string, [apiVersion: string, ...fields: string[]]> = {
      Deployment: ['apps/v1', 'selector', 'template'],
      Job: ['batch/v1', 'template'],
      Service: ['v1', 'selector', 'ports'],
      PodDisruptionBudget: ['policy/v1', 'selector'],
      NetworkPolicy: ['networking.k8s.io/v1', 'podSelector', 'policyTypes'],
      ScaledObject: ['keda.sh/v1alpha1', 'scaleTargetRef', 'triggers'],
      HorizontalPodAutoscaler: ['autoscaling/v2', 'scaleTargetRef', 'maxReplicas', 'metrics'],
    };
    for (const { kind, apiVersion, metadata, spec } of manifests) {
      const [version, ...fields] = needs[kind] ?? [];
      expect([kind, apiVersion, typeof metadata.name]).toEqual([kind, version, 'string']);
      expect([metadata.name, fields.filter((field) => !(field in spec))]).toEqual([metadata.name, []]);
    }
    expect([...listed, 'kustomization.yaml'].sort()).toEqual(readdirSync(join(root, 'base')).sort());
  });

  test.each(processes)('give %s settings that it starts with, and none beyond', (name) => {
    const env: Record<string, string> = {};
    for (const { name: variable, value, valueFrom } of variables(name)) {
      const key = valueFrom?.configMapKeyRef.key;
      expect([variable, key ?? variable]).toEqual([variable, variable]);
      const given = key === undefined ? value : example[key];
      const optional = valueFrom?.configMapKeyRef.optional === true;
      expect([variable, given !== undefined || optional]).toEqual([variable, true]);
      const setting = variable.replace(/_FILE$/, '');
      if (setting in addresses) env[setting] = addresses[setting as keyof typeof addresses];
      else if (given !== undefined) env[variable] = given.replace('/var/lib/surety/secrets', folder);
    }
    expect(() => loadConfig(env, name)).not.toThrow();
    const known = settingNames(name);
    const given = variables(name).map(({ name: variable }) => variable.replace(/_FILE$/, ''));
    expect(given.filter((setting) => !known.includes(setting))).toEqual([]);
    expect(known.filter((setting) => ![...given, ...added, ...others].includes(setting))).toEqual([]);
  });

  test('mount no secret but those of the process, and put none into the environment', () => {
    type Volumes = { projected?: { sources: { secret: { name: string } }[] } }[];
    const secretsOf = (one: Manifest) =>
      (podOf(one).volumes as Volumes).flatMap(
        ({ projected }) => projected?.sources.map(({ secret }) => secret.name) ?? [],
      );
    const all = [...of('Deployment'), ...of('Job')].map((one) => [one.metadata.name, secretsOf(one)]);
    expect(Object.fromEntries(all)).toEqual({
      'surety-api': ['surety-common', 'surety-api'],
      'surety-worker': ['surety-common', 'surety-worker'],
      'surety-checks': ['surety-common'],
      'surety-migrate': ['surety-common'],
    });
    expect(JSON.stringify(manifests)).not.toContain('secretKeyRef');
  });

  test('run everything as nobody, on a file system that cannot be written to, within limits, and probed', () => {
    const something = expect.anything();
    for (const one of [...of('Deployment'), ...of('Job')]) {
      const pod = podOf(one);
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      });
      const [only] = pod.containers;
      const closed = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };
      const resources = { requests: { cpu: something, memory: something }, limits: { memory: something } };
      expect(only).toMatchObject({ image: 'surety', securityContext: closed, resources });
      const program = only?.command[1]?.replace(/^dist\/(.*)\.js$/, '$1.ts') ?? '';
      expect([program, existsSync(join(projectRoot, program))]).toEqual([program, true]);
      if (one.kind === 'Job') continue;
      for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
        const { httpGet } = (only as Container)[probe] as { httpGet: { path: string; port: string } };
        expect(httpGet.path).toBe(probe === 'readinessProbe' ? '/readyz' : '/healthz');
        expect(only?.ports?.map(({ name }) => name)).toContain(httpGet.port);
      }
    }
  });

  test('keep copies of each process when nodes are emptied, and scale by what waits', () => {
    const components = of('PodDisruptionBudget').map(
      ({ spec }) => spec.selector.matchLabels['app.kubernetes.io/component'],
    );
    expect(components.sort()).toEqual([...processes].sort());
    for (const { metadata, spec } of of('Deployment')) {
      expect([metadata.name, spec.template.metadata.labels]).toEqual([metadata.name, spec.selector.matchLabels]);
      // Where something else says how many there are, the manifest must not say it, too: each deploy would set it back.
      const scaled = manifests.some((one) => one.spec.scaleTargetRef?.name === metadata.name);
      expect([metadata.name, spec.replicas]).toEqual([metadata.name, scaled ? undefined : 2]);
    }
    const trigger = of('ScaledObject')[0]?.spec.triggers[0];
    const metadata = { taskQueue: taskQueues.checks, queueTypes: 'activity' };
    expect(trigger).toMatchObject({ type: 'temporal', metadata });
  });

  test('let those that open strangers’ pictures reach database, Temporal and the collector of traces, and nothing else', () => {
    const reaching = (component: string) =>
      of('NetworkPolicy').filter(({ spec }) => {
        const { matchLabels = {}, matchExpressions = [] } = spec.podSelector;
        const label = matchLabels['app.kubernetes.io/component'] ?? component;
        return (
          label === component &&
          matchExpressions.every(({ values }: { values: string[] }) => values.includes(component))
        );
      });
    const names = (component: string) => reaching(component).map(({ metadata }) => metadata.name);
    expect(names('checks')).toEqual(['surety-nothing', 'surety-data', 'surety-from-monitoring']);
    expect(names('api')).toContain('surety-outside');
    const ways = reaching('checks').flatMap(({ spec }) => spec.egress ?? []);
    expect(ways.flatMap(({ ports }) => ports.map(({ port }: { port: number }) => port))).toEqual([
      27017, 7233, 53, 53, 4318,
    ]);
    expect(JSON.stringify(ways)).not.toContain('ipBlock');
  });

  const available = spawnSync('kubectl', ['kustomize', '--help']).status === 0;
  (available ? test : test.skip)('are put together by kustomize', () => {
    const { status, stdout, stderr } = spawnSync('kubectl', ['kustomize', join(root, 'example')], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    const whole = documents(stdout);
    for (const name of processes) expect(container(name, whole)?.image).toBe('registry.example/surety:0.1.0');
    const names = container('worker', whole)?.env.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(variables('worker').map(({ name }) => name)));
  });
});
