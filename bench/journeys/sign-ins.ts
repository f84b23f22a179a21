import { makeAccounts } from '../accounts.js';
import { startBareProvider } from '../bare/bare-provider.js';
import { HttpPerson, type Traveller } from '../http-person.js';
import { inGroups } from '../in-groups.js';
import { commandsOf, type Meters, readMeters, used } from '../meters.js';
import { passwordCpu } from '../password-cpu.js';
import { traveller } from '../people.js';
import { percentile, tenth } from '../statistics.js';
import type { Part } from './part.js';

const people = 60;
/** Each person signs in so many times: codes are limited to ten an hour. */
const rounds = 4;
const together = 8;

/** Full sign-ins of people with accounts: email, password, code by text message, code, token, userinfo. Then again with a live session. */
export async function measureSignIns({ product, tell }: Part): Promise<void> {
  const who = Array.from({ length: people }, (_, number) => traveller(product, 1_000 + number));
  const known = await makeAccounts(product, who);
  const times: number[] = [];
  const signIn = async (person: Traveller) => {
    const began = performance.now();
    const http = new HttpPerson(product, person);
    await http.walk('P0');
    times.push(performance.now() - began);
    return http;
  };
  for (let round = 0; round < 2; round++) await inGroups(together, known, signIn);
  times.length = 0;
  const before = await readMeters(product);
  const began = performance.now();
  let signedIn: HttpPerson[] = [];
  for (let round = 0; round < rounds; round++) signedIn = await inGroups(together, known, signIn);
  const seconds = (performance.now() - began) / 1000;
  const full = used(before, await readMeters(product), people * rounds);

  const beforeSso = await readMeters(product);
  await inGroups(together, signedIn, (person) => person.walk('P0'));
  const sso = used(beforeSso, await readMeters(product), people);

  const bareMs = await bareCpu(product);
  const hash = await passwordCpu();
  const row = (kind: string, meters: Meters, passwordMs: number) => ({
    'sign-in': kind,
    'store writes': tenth(commandsOf(meters, 'write')),
    'store reads': tenth(commandsOf(meters, 'read')),
    'api CPU ms': tenth(meters.cpu.api),
    'worker CPU ms': tenth(meters.cpu.worker),
    'password hash CPU ms': tenth(passwordMs),
    'server CPU ms, hash aside': tenth(meters.cpu.api + meters.cpu.worker - passwordMs),
    'times the bare provider': tenth((meters.cpu.api + meters.cpu.worker - passwordMs) / bareMs),
  });
  const pace = `${(times.length / seconds).toFixed(1)} a second, p50 ${Math.round(percentile(times, 0.5))} ms, p95 ${Math.round(percentile(times, 0.95))} ms`;
  tell(
    'sign-ins',
    `Full sign-ins, ${together} people at once (${pace}); the library alone: ${tenth(bareMs)} ms; goals: 10 writes, 14 ms`,
    [row('full', full, hash), row('with a live session', sso, 0)],
  );
  const commands = [...full.commands].map(([command, count]) => ({ command, 'per sign-in': tenth(count) }));
  tell('sign-in-commands', 'Store commands of a full sign-in', commands);
}

/** Milliseconds of CPU of one sign-in with the OpenID library alone, as many at once: no pages, no password, memory for a store. */
async function bareCpu({ settings }: Part['product']): Promise<number> {
  const bare = await startBareProvider(settings.SIGNING_KEYS ?? '');
  const all = Array.from({ length: people * rounds }, (_, number) => number);
  await inGroups(together, all.slice(0, people * 2), () => bare.signIn());
  const before = await bare.cpuMs();
  await inGroups(together, all, () => bare.signIn());
  const used = (await bare.cpuMs()) - before;
  await bare.stop();
  return used / all.length;
}
