import { day, hour, minute } from '../../domain/clock.js';
import { type Basis, type Kept, leavesOf, type Processing } from '../../store/processing/declare.js';
import { recordOfProcessing } from '../../store/processing/processing.js';

/** What stands in the record until the operator has named the article of the law. */
const bases: Record<Basis, string> = {
  service: 'the service that the person asked for',
  consent: 'consent',
  security: 'security and prevention of fraud',
  record: 'showing what was done',
  operation: 'running the service',
};

/** The bases as a table to be filled in. */
export function basesTable(): string {
  const rows = Object.entries(bases).map(([basis, what]) => `| ${basis} | ${what} | _for the operator to fill in_ |`);
  return ['| Basis | Because of | Article of the law |', '| --- | --- | --- |', ...rows].join('\n');
}

/** Every collection: whose data, what for, how long, and how each field lies. */
export function processingTables(): string {
  return Object.entries(recordOfProcessing)
    .flatMap(([title, records]) => [`### ${title}\n`, purposes(records), '', fields(records), ''])
    .join('\n')
    .trimEnd();
}

const purposes = (records: readonly Processing[]): string =>
  [
    '| Collection | What for | Whose | Basis | Kept | In the download | When the account is erased |\n| --- | --- | --- | --- | --- | --- | --- |',
    ...records.map(({ collection, purpose, whose, basis, kept, download, closing }) =>
      [
        `| \`${collection}\` | ${purpose}`,
        ...[whose.join(', '), basis, keptOf(kept)],
        'not' in download ? `no: ${download.not}` : download.map((section) => `\`${section}\``).join(', '),
        `${typeof closing === 'string' ? closings[closing] : `kept: ${closing.kept}`} |`,
      ].join(' | '),
    ),
  ].join('\n');

const closings = {
  erased: 'erased',
  detached: 'stays without the person',
  'runs-out': 'runs out by itself',
  nobody: 'not of an account',
} as const;

const fields = (records: readonly Processing[]): string =>
  [
    '| Collection | Sealed | Keyed hashes and hashes of secrets | In the clear |\n| --- | --- | --- | --- |',
    ...records.map(({ collection, fields: tree }) => {
      const all = leavesOf(tree);
      const of = (...kinds: string[]) =>
        all.flatMap(([path, kind]) => (kinds.includes(kind) ? [`\`${path}\``] : [])).join(', ') || '–';
      const byKey = all.flatMap(([path, kind]) => {
        const key = keys[kind];
        return key === undefined ? [] : [`\`${path}\`${key}`];
      });
      return `| \`${collection}\` | ${byKey.join(', ') || '–'} | ${of('hashed')} | ${of('plain', 'public')} |`;
    }),
  ].join('\n');

/** Under which key, where it is not that of the service. */
const keys: Readonly<Record<string, string>> = {
  sealed: '',
  case: ' (key of the case)',
  account: ' (key of the account)',
  wrapped: ' (a key, wrapped)',
};

function keptOf(kept: Kept): string {
  return 'until' in kept ? `until ${kept.until}` : `${duration(kept.lasts)} from ${kept.from}`;
}

/** In days, hours and minutes. */
function duration(ms: number): string {
  const units = { day: Math.floor(ms / day), hour: Math.floor((ms % day) / hour), minute: (ms % hour) / minute };
  return Object.entries(units)
    .flatMap(([unit, many]) => (many > 0 ? [`${many} ${unit}${many === 1 ? '' : 's'}`] : []))
    .join(' and ');
}
