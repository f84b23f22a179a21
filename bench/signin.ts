import { generateKeyPairSync } from 'node:crypto';
import type { JWK } from 'jose';
import { startProduct } from '../test/support/product/product.js';
import type { BenchmarkOptions } from './benchmark.js';
import { inGroups } from './in-groups.js';
import { commandsOf, readMeters, used } from './meters.js';
import { passwordCpu } from './password-cpu.js';
import { report } from './report.js';
import { startKeycloak } from './signin/keycloak.js';
import { keycloakRealm } from './signin/keycloak-realm.js';
import { benchPartner, type Cpu, keycloakSide, type Side, suretySide } from './signin/sides.js';
import { percentile, tenth } from './statistics.js';

const people = 40;
/** Sign-ins by session of one person in a turn. */
const each = 4;
const together = 8;
/** Turns of each side, one after the other, so that what else the machine does falls on both. Codes by text are limited to ten an hour. */
const rounds = 3;
/** A just-in-time compiler takes its time: sign-ins by session before anything is measured. */
const warmingUp = 8;

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = { ...privateKey.export({ format: 'jwk' }), kid: 'bench' } as JWK;

/** Sign-ins with a live session and without one, on Surety and on Keycloak by turns: the same client, the same requests. */
export async function run({ json }: BenchmarkOptions): Promise<void> {
  const env = { TRUST_PROXY: '1', LOG_LEVEL: 'info' };
  const product = await startProduct({ env, partners: (devUrl) => [benchPartner(key, devUrl)] });
  const partner = benchPartner(key, product.devUrl);
  const { kty, n, e, kid } = key;
  const jwk = { kty, n, e, kid, alg: 'RS512', use: 'sig' } as JWK;
  const users = Array.from({ length: people }, (_, number) => ({
    username: `bench-${number}@example.org`,
    password: 'seven green bottles',
    otpSecret: `secret of person ${number}`,
  }));
  const redirectUri = partner.redirectUris[0] ?? '';
  const keycloak = await startKeycloak(keycloakRealm(partner._id, redirectUri, jwk, users)).catch(async (error) => {
    await product.stop();
    throw error;
  });
  try {
    const ours = await suretySide(product, key, people);
    const theirs = await keycloakSide(keycloak, partner, key, users);
    const hashMs = await passwordCpu();
    for (const side of [ours, theirs]) {
      for (let time = 0; time < 2; time++) await turn(side, 'full', 1);
      await turn(side, 'bySession', warmingUp);
    }
    for (const [kind, count, aside, title] of [
      ['bySession', each, 0, 'Code flows in a live session (prompt=none)'],
      ['full', 1, hashMs, `Sign-ins by pages: password and code (${tenth(hashMs)} ms for the hash are left out)`],
    ] as const) {
      const before = await readMeters(product);
      const measured: Cpu[][] = [];
      for (let round = 0; round < rounds; round++) {
        measured.push([await turn(ours, kind, count), await turn(theirs, kind, count)]);
      }
      const commands = used(before, await readMeters(product), rounds * people * count);
      report(json, kind, `${title}; ${keycloak.about}`, rowsOf([ours, theirs], measured, aside));
      const [writes, reads] = (['write', 'read'] as const).map((one) => tenth(commandsOf(commands, one)));
      if (!json) console.log(`Surety's store: ${writes} writes and ${reads} reads each`);
    }
  } catch (error) {
    console.error(product.logs().slice(-4_000));
    throw error;
  } finally {
    await keycloak.stop();
    await product.stop();
  }
}

/** Everybody so many times. @returns milliseconds of CPU of one sign-in */
async function turn(side: Side, kind: 'full' | 'bySession', count: number): Promise<Cpu> {
  const all = Array.from({ length: side.people * count }, (_, number) => number % side.people);
  const before = side.cpu();
  await inGroups(together, all, (number) => side[kind](number));
  const after = side.cpu();
  const one = (part: keyof Cpu) => (after[part] - before[part]) / all.length;
  return { server: one('server'), worker: one('worker'), database: one('database'), temporal: one('temporal') };
}

/** The medians of all turns, and of the ratios of turns that followed each other. @param aside of our server's */
function rowsOf(sides: readonly Side[], measured: readonly Cpu[][], aside: number) {
  const serverOf = (turns: readonly Cpu[], place: number) =>
    (turns[place]?.server ?? 0) + (turns[place]?.worker ?? 0) - (place === 0 ? aside : 0);
  const middle = (values: readonly number[]) => percentile(values, 0.5);
  const ratios = measured.map((turns) => serverOf(turns, 1) / serverOf(turns, 0));
  return sides.map(({ name }, place) => {
    const server = middle(measured.map((turns) => serverOf(turns, place)));
    return {
      provider: name,
      'server CPU ms': tenth(server),
      'sign-ins a CPU second': tenth(1_000 / server),
      'of it worker': tenth(middle(measured.map((turns) => turns[place]?.worker ?? 0))),
      'database CPU ms': tenth(middle(measured.map((turns) => turns[place]?.database ?? 0))),
      'Temporal CPU ms': tenth(middle(measured.map((turns) => turns[place]?.temporal ?? 0))),
      'times Keycloak’s': place === 0 ? tenth(middle(ratios)) : 1,
    };
  });
}
