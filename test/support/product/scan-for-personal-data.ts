import type { Person } from '../people/person.js';
import { pictures, type Trace, tracesOf } from './personal-data.js';
import type { Product } from './product.js';
import { temporalTexts } from './temporal-texts.js';

/** How many workflows, and how many characters of the rest, there were to look through: nothing is found in nothing. */
type Searched = Record<'logs' | 'metrics' | 'workflows' | 'payloads', number>;

/**
 * Looks for what is known of people in everything that a running product wrote down outside its sealed store: the logs of all its
 * parts, its metrics, and its workflow histories, sealed and opened.
 * @param others what else is personal, by what it is: `{ reference: ['Ward 7/Anna'] }`.
 * @returns what was found where, with the text around it: empty when all is well.
 */
export async function scanForPersonalData(
  product: Product,
  people: readonly Person[],
  others: Record<string, string[]> = {},
): Promise<{ found: string[]; searched: Searched }> {
  const logs = product.logs();
  const histories = await temporalTexts(product);
  const metrics = new Map<string, string>();
  for (const [part, url] of Object.entries(product.metricsUrls)) {
    metrics.set(`metrics of ${part}`, await (await fetch(url)).text());
  }
  const traces = [pictures, ...people.flatMap((person) => tracesOf(person, { ...known(person, product), ...others }))];
  const texts = [['logs', logs] as const, ...metrics, ...histories];
  return {
    found: [...new Set(texts.flatMap(([where, text]) => findIn(where, text, traces)))],
    searched: {
      logs: logs.length,
      metrics: lengthOf([...metrics.values()]),
      workflows: histories.size / 3,
      payloads: lengthOf(
        [...histories].filter(([where]) => where.startsWith('history opened')).map(([, text]) => text),
      ),
    },
  };
}

const lengthOf = (texts: readonly string[]) => texts.join('').length;

/** The numbers that PDS has for a name, and the codes that were sent. */
function known({ familyName, email, mobile, nhsNumber }: Person, { devServer: { pds, inbox } }: Product) {
  const records = pds.searchable().filter(({ name }) => name?.some(({ family }) => family === familyName));
  const texts = [...inbox.list(email), ...inbox.list(mobile)].map(({ text }) => text);
  return {
    nhsNumbers: [...(nhsNumber ? [nhsNumber] : []), ...records.map(({ id }) => id)],
    codes: texts.flatMap((text) => text.match(/\b\d{6}\b/) ?? []),
  };
}

function findIn(where: string, text: string, traces: readonly Trace[]): string[] {
  return traces.flatMap(({ what, pattern }) => {
    const at = text.search(pattern);
    return at < 0 ? [] : [`${what} in ${where}: …${text.slice(Math.max(0, at - 120), at + 60)}…`];
  });
}
