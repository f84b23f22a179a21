import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { specimenEngine } from '../dev/specimens/engine.js';
import { filmedViews } from '../dev/specimens/head-turn/filmed-scan.js';
import { makeHeadTurn } from '../dev/specimens/head-turn/head-turn.js';
import { mjpegFrames } from '../dev/specimens/mjpeg.js';
import { samplePerson } from '../dev/specimens/people.js';
import { randomFrom } from '../dev/specimens/random.js';
import { decodeRgb } from '../dev/specimens/rgb-image.js';
import type { FaceEngine } from '../evidence/face/engine.js';
import { challengeFor } from '../evidence/liveness/challenge.js';
import { type JudgedFrame, lookAt } from '../evidence/liveness/judge-liveness.js';
import { projectRoot } from '../platform/root.js';
import { filmedOutcomes } from './liveness/filmed.js';
import { FLAT_ATTACKS, flatAttack } from './liveness/flat-attacks.js';
import { type Performance, perform, rearranged, swapped } from './liveness/moving-attacks.js';
import { type Outcome, outcomeOf } from './liveness/outcome.js';
import { challengeBytes } from './liveness/seeds.js';
import { tabulate } from './liveness/table.js';
import { folderOption, numberOption, option } from './option.js';

/** Thresholds were chosen on the first people and seeds; the table is of the others. */
const SETS = { tune: { people: [0, 1], from: 0 }, report: { people: [2, 3], from: 10_000 } } as const;
const PRESENTATIONS = 300;
const TO_FIRST_TURN = 3;
const folder = join(projectRoot, '.cache/bench');

/**
 * `npm run bench -- liveness [--set=tune|report] [--count=300] [--filmed=DIR] [--again]`: presentation attacks in the spirit of ISO/IEC 30107-3 on
 * the judgement of face scans. What was done is kept in `.cache/bench`, so that a run goes on where the last one stopped; `--again`
 * forgets it. `--filmed` names a folder with scans of living people (each a folder as `npm run evidence -- scan` takes it): only
 * from those is a BPCER told.
 */
export async function run({ json }: { json: boolean }): Promise<void> {
  const name = option('set') === 'tune' ? 'tune' : 'report';
  const count = numberOption('count', PRESENTATIONS);
  const kept = join(folder, `liveness-${name}.jsonl`);
  await mkdir(folder, { recursive: true });
  if (process.argv.includes('--again')) await rm(kept, { force: true });
  const lines = (await readFile(kept, 'utf8').catch(() => '')).split('\n').filter(Boolean);
  const outcomes = lines.map((line) => JSON.parse(line) as Outcome);
  const note = async (made: readonly Outcome[]) => {
    outcomes.push(...made);
    await appendFile(kept, made.map((one) => `${JSON.stringify(one)}\n`).join(''));
  };
  const done = new Set(outcomes.map(({ attack, seed }) => `${attack} ${seed}`));
  const { people, from } = SETS[name];
  const present = await presenter(people);
  for (let seed = from; seed < from + count; seed++) {
    for (const kind of FLAT_ATTACKS) if (!done.has(`${kind} ${seed}`)) await note([await present.flat(kind, seed)]);
    if (!done.has(`replay, rearranged ${seed}`)) await note(await present.moving(seed));
  }
  const filmed = folderOption('filmed');
  tabulate(
    json,
    outcomes.filter(({ seed }) => seed < from + count),
    filmed ? await filmedOutcomes(filmed) : [],
  );
}

async function presenter(people: readonly number[]) {
  const engine = await specimenEngine();
  const cast = await Promise.all(
    people.map(async (person) => {
      const video = await makeHeadTurn((await samplePerson(person)).photo);
      return {
        video,
        straight: await decodeRgb(mjpegFrames(video)[10] as Uint8Array),
        views: await filmedViews(video, person),
      };
    }),
  );
  const performances = new Map<number, Performance>();
  /** The last few are kept: each serves several presentations. */
  const performance = async (seed: number): Promise<Performance> => {
    const challenge = challengeFor(challengeBytes('asked', seed));
    const made = performances.get(seed) ?? (await perform(actor(seed).video, challenge, seed, engine));
    performances.set(seed, made);
    performances.delete(seed - 4);
    return made;
  };
  const actor = (seed: number) => cast[(seed + cast.length * 2) % cast.length] as (typeof cast)[number];

  return {
    async flat(kind: (typeof FLAT_ATTACKS)[number], seed: number): Promise<Outcome> {
      const challenge = challengeFor(challengeBytes(kind, seed));
      const { views } = actor(seed + 1);
      const own = (view: keyof typeof views) => decodeRgb(views[view][seed % 4] as Uint8Array);
      const material = { victim: actor(seed).straight, own };
      const draw = (upTo?: number) =>
        flatAttack(kind, challenge, material, randomFrom(seed * 7 + FLAT_ATTACKS.indexOf(kind)), upTo);
      // Two frames ahead and the first turn: who passes those is looked at wholly.
      const frames = await draw(TO_FIRST_TURN);
      const ahead = engine.find((frames[0] as JudgedFrame).image);
      const find: FaceEngine['find'] = (image) => (image === frames[0]?.image ? ahead : engine.find(image));
      let looks = await lookAt(frames, challenge, { ...engine, find });
      if (looks.length > TO_FIRST_TURN) looks = await lookAt(await draw(), challenge, engine);
      return outcomeOf(kind, seed, looks, challenge);
    },

    /** Everything that is made of one performance, of an earlier one of the same person, and of one by somebody else. */
    async moving(seed: number): Promise<Outcome[]> {
      const one = await performance(seed);
      const before = await performance(seed - cast.length);
      const own = await performance(seed - 1);
      const { challenge } = one;
      const sameOrder = before.challenge.poses.join() === challenge.poses.join();
      const again = rearranged(before.earlier, one.dark) ?? [];
      return [
        outcomeOf('replay, as it was', seed, sameOrder ? before.earlier : [], challenge, before.hashes),
        outcomeOf('replay, rearranged', seed, again, challenge, before.hashes),
        outcomeOf('replay, rearranged, never seen', seed, again, challenge),
        outcomeOf('photo warped in depth, dark', seed, one.dark, challenge),
        outcomeOf('photo warped in depth, lit live', seed, one.lit, challenge),
        outcomeOf('face swapped between frames', seed, swapped(own.lit, one.lit) ?? [], own.challenge),
      ];
    },
  };
}
