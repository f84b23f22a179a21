import { cpus, loadavg } from 'node:os';
import type { Benchmark } from './benchmark.js';
import * as desk from './desk.js';
import * as documents from './documents.js';
import * as dropoff from './dropoff.js';
import * as faces from './faces.js';
import * as growth from './growth.js';
import * as journeys from './journeys.js';
import * as liveness from './liveness.js';
import * as memory from './memory.js';
import * as overload from './overload.js';
import * as p5 from './p5.js';
import * as photos from './photos.js';
import { worseThanBefore } from './report.js';
import * as signin from './signin.js';
import * as sizes from './sizes.js';
import * as start from './start.js';
import { tenth } from './statistics.js';

/** By the names that `npm run bench -- NAME…` takes. */
const benchmarks: Readonly<Record<string, Benchmark>> = {
  start: {
    about: 'how long `npm start` and each process take until they are ready, and their memory under load (--minutes=N)',
    run: start.run,
  },
  journeys: {
    about: 'people through sign-in, P5 and P9 on the whole product, beside a bare workflow',
    run: journeys.run,
  },
  p5: { about: 'how long P5 takes: the machine’s time, pages, fields, and a model of the person’s time', run: p5.run },
  sizes: { about: 'rows, bytes and histories that one journey from nothing to P9 leaves behind', run: sizes.run },
  growth: {
    about: 'a status poll and a sign-in, from a thousand accounts to 10,000 or a million (--least=N, --most=N)',
    run: growth.run,
  },
  signin: {
    about: 'sign-ins with and without a live session, beside Keycloak in the same run (needs Maven and a JDK)',
    run: signin.run,
  },
  desk: { about: 'the caseworkers’ desk with 10,000 open cases (--cases=N), and 50 checkers at once', run: desk.run },
  overload: {
    about: 'five times the sign-ins that are carried, for a minute (--accounts=N, --seconds=N)',
    run: overload.run,
  },
  liveness: { about: 'attacks on the face scan, or scans of living people (--filmed=…)', run: liveness.run },
  photos: { about: 'the photo check on good and spoilt photos (--faces=…, --documents=…)', run: photos.run },
  documents: {
    about: 'the MRZ reader beside PassportEye and fastmrz, on drawn and published specimens (--each=…, --folder=…)',
    run: documents.run,
  },
  dropoff: {
    about: 'the drop-off watch over years of made traffic, quiet and with planted faults (--seed=N; minutes)',
    run: dropoff.run,
  },
  memory: { about: 'what the checks process holds in memory over 10,000 photos (--photos=…)', run: memory.run },
  faces: { about: 'the face match beside dlib with face_recognition (--people=DIR)', run: faces.run },
};

/** What is run where no name is given: an hour or less, with nothing to be fetched. */
const suite = ['start', 'journeys', 'growth', 'p5', 'desk', 'sizes', 'photos', 'documents', 'liveness', 'memory'];

const args = process.argv.slice(2);
const json = args.includes('--json');
const asked = args.filter((arg) => !arg.startsWith('--'));
const unknown = asked.filter((name) => !(name in benchmarks));
if (asked.length === 0 || unknown.length > 0) {
  if (unknown.length > 0) console.error(`No benchmark is called ${unknown.join(', ')}.`);
  if (!json) console.error('npm run bench -- NAME… [--json], or without names the suite (*)');
  for (const [name, { about }] of Object.entries(benchmarks))
    console.error(`${suite.includes(name) ? '*' : ' '} ${name.padEnd(10)} ${about}`);
}
if (unknown.length > 0) process.exit(2);
let failed = 0;
for (const name of asked.length > 0 ? asked : suite) {
  try {
    await benchmarks[name]?.run({ json });
  } catch (error) {
    // What cannot be measured here must not keep the rest from being measured.
    console.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
    failed += 1;
  }
}
const worse = worseThanBefore();
if (!json && worse.length > 0) console.log(`\nWorse than before, beyond noise:\n  ${worse.join('\n  ')}`);
const [load = 0] = loadavg();
if (!json && load > cpus().length)
  console.log(`\nThe machine was busy (load ${tenth(load)}): counts hold, times hardly.`);
process.exit(failed > 0 ? 1 : 0);
