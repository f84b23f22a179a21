import { startProduct } from '../test/support/product/product.js';
import type { BenchmarkOptions } from './benchmark.js';
import { type Act, type Doing, HttpPerson, type Traveller } from './http-person.js';
import { humanTime } from './p5/human-time.js';
import { traveller } from './people.js';
import { report } from './report.js';
import { hundredth, percentile, tenth } from './statistics.js';

const people = 6;
/** The first ones warm the processes up and are not counted. */
const warming = 2;
/** How somebody's P5 goes. */
interface Way {
  about: string;
  /** They register on the way. */
  fromNothing?: true;
  own: Readonly<Record<string, Doing>>;
}

const dateOf = (birthDate: string) => {
  const [year = '', month = '', day = ''] = birthDate.split('-').map((part) => String(Number(part)));
  return { day, month, year };
};
const details =
  (change: Record<string, string>): Doing =>
  (person, shown) => {
    const { givenNames, familyName, birthDate } = person.who;
    return person.post(shown, { givenNames, familyName, ...dateOf(birthDate), ...change });
  };
const postcode =
  (more: Record<string, string>): Doing =>
  (person, shown) =>
    person.post(shown, { postcode: person.who.postcode, ...more });

const ways: readonly Way[] = [
  { about: 'NHS number not known', own: {} },
  {
    about: 'NHS number known',
    own: {
      postcode: (person, shown) =>
        person.post(shown, { postcode: person.who.postcode, nhsNumber: numberOf(person.who) }),
    },
  },
  {
    about: 'date of birth mistyped, mended',
    own: {
      details: (person, shown) => {
        const again = person.acts.some(({ page }) => page === 'no-match');
        const { year } = dateOf(person.who.birthDate);
        return details({ year: String(Number(year) + (again ? 0 : 10)) })(person, shown);
      },
      'no-match': (person, shown) => person.post(shown, { action: 'birth-date' }),
    },
  },
  {
    about: 'a former postcode is what PDS has, given second',
    own: {
      postcode: (person, shown) => {
        const again = person.acts.some(({ page }) => page === 'no-match');
        return (again ? postcode({}) : postcode({ postcode: 'M1 3BE' }))(person, shown);
      },
      'no-match': (person, shown) => person.post(shown, { action: 'postcode' }),
    },
  },
  { about: 'nobody yet: registration, too', fromNothing: true, own: {} },
];
const numbers = new Map<string, string>();
const numberOf = ({ familyName }: Traveller): string => numbers.get(familyName) ?? '';

/** How long P5 takes: the machine measured on the whole product, the person by a model. */
export async function run({ json }: BenchmarkOptions): Promise<void> {
  const product = await startProduct({ pdsRate: 1_000_000, env: { TRUST_PROXY: '1', LOG_LEVEL: 'warn' } });
  const rows: Record<string, string | number>[] = [];
  let number = 0;
  try {
    for (const { about, fromNothing, own } of ways) {
      const machine: number[] = [];
      let acts: Act[] = [];
      for (let turn = 0; turn < people; turn++) {
        const drawn = traveller(product, number++);
        const nhsNumber = product.devServer.pds
          .searchable()
          .find(({ name }) => name[0]?.family === drawn.familyName)?.id;
        numbers.set(drawn.familyName, nhsNumber ?? '');
        const person = new HttpPerson(product, drawn, own);
        if (!fromNothing) {
          await person.walk('P0');
          person.timings.splice(0);
          person.acts.splice(0);
        }
        await person.walk('P5');
        if (turn < warming) continue;
        // The page on which one waits goes by itself, and is counted as time of the machine.
        acts = person.acts.filter(({ page }) => page !== 'checking');
        machine.push(person.timings.reduce((sum, { ms }) => sum + ms, 0));
      }
      const { pages, fields, typed, seconds } = humanTime(acts);
      const machineSeconds = percentile(machine, 0.5) / 1_000;
      rows.push({
        case: about,
        pages,
        fields,
        'keys typed': typed,
        'machine s': hundredth(machineSeconds),
        'person s': tenth(seconds),
        'minutes in all': Math.round((seconds + machineSeconds) / 6) / 10,
        'at half that pace': Math.round((2 * seconds + machineSeconds) / 6) / 10,
      });
    }
    report(json, 'p5', 'P5 of somebody who is signed in: the person by a keystroke-level model, not measured', rows);
  } catch (error) {
    console.error(product.logs().slice(-4_000));
    throw error;
  } finally {
    await product.stop();
  }
}
