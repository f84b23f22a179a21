import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { blur, rotate, shrink } from '../dev/specimens/damage.js';
import { drawPassport } from '../dev/specimens/passport.js';
import { randomFrom } from '../dev/specimens/random.js';
import { decodeRgb } from '../dev/specimens/rgb-image.js';
import { toGrey } from '../evidence/image/image.js';
import { loadMrzReader } from '../evidence/mrz/read-mrz.js';
import { formatMrz } from '../evidence/mrz/text/format-mrz.js';

/** A picture and what its MRZ says; `lines` is null where it has none. */
interface Sample {
  kind: string;
  picture: Uint8Array;
  lines: string[] | null;
}

interface Row {
  kind: string;
  pictures: number;
  exact: number;
  confident: number;
  confidentAndWrong: number;
  cpuMsP50: number;
  cpuMsP95: number;
}

const TODAY = '2026-01-01';
const SPECIMENS = 16;

function folderAsked(): string | undefined {
  const option = '--folder=';
  return process.argv.find((argument) => argument.startsWith(option))?.slice(option.length);
}

/** Pictures of a folder with a truth.json: `[{ file, lines }]`. */
async function* fromFolder(folder: string): AsyncGenerator<Sample> {
  const truth: { file: string; lines: string[] | null }[] = JSON.parse(
    await readFile(join(folder, 'truth.json'), 'utf8'),
  );
  for (const { file, lines } of truth) yield { kind: 'folder', picture: await readFile(join(folder, file)), lines };
}

function invented(random: () => number) {
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const text = (length: number, of: string) => Array.from({ length }, () => one([...of])).join('');
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const day = () => `${text(1, '01')}${one([...'123456789'])}-${text(1, '12')}${text(1, '0123456789')}`;
  return {
    surname: text(3 + Math.floor(random() * 9), letters),
    givenNames: `${text(5, letters)} ${text(4, letters)}`,
    documentNumber: text(9, `${letters}0123456789`),
    birthDate: `19${text(1, '5678')}${text(1, '0123456789')}-0${day().slice(1)}`,
    expiryDate: `203${text(1, '0123456789')}-0${day().slice(1)}`,
    sex: one(['F', 'M', 'X'] as const),
    issuer: one(['UTO', 'GBR']),
    nationality: one(['UTO', 'GBR', 'IRL', 'D', 'POL']),
  };
}

const damages: Record<string, (photo: Uint8Array) => Promise<Uint8Array>> = {
  'as drawn': async (photo) => photo,
  'blur 0.2 %': (photo) => blur(photo, 0.002),
  'blur 0.3 %': (photo) => blur(photo, 0.003),
  '700 px wide': (photo) => shrink(photo, 700),
  'turned 4°': (photo) => rotate(photo, 4),
  'turned 90°': (photo) => rotate(photo, 90),
  'turned 180°': (photo) => rotate(photo, 180),
  'JPEG 20': (photo) => sharp(photo).jpeg({ quality: 20 }).toBuffer(),
};

async function* drawn(): AsyncGenerator<Sample> {
  const random = randomFrom(9303);
  for (let number = 0; number < SPECIMENS; number++) {
    const fields = invented(random);
    const photo = await drawPassport({ ...fields, portrait: null });
    const lines = formatMrz({ format: 'TD3', documentCode: 'P', ...fields });
    for (const [kind, damage] of Object.entries(damages)) yield { kind, picture: await damage(photo), lines };
  }
}

const at = (sorted: number[], share: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);

/**
 * Measures the MRZ reader: on a folder of pictures with a truth.json where one is given (`--folder=…`), else on
 * specimens drawn here.
 * `exact` counts a picture without an MRZ that reads as nothing. Prints a table, or JSON lines.
 */
export async function run({ json, folder = folderAsked() }: { json: boolean; folder?: string }): Promise<void> {
  const reader = await loadMrzReader();
  const results = new Map<string, { exact: boolean; confident: boolean; ms: number }[]>();
  for await (const { kind, picture, lines } of folder ? fromFolder(folder) : drawn()) {
    const image = toGrey(await decodeRgb(picture));
    const before = process.cpuUsage();
    const reading = await reader.read(image, TODAY);
    const { user, system } = process.cpuUsage(before);
    const exact = (reading?.lines.join('\n') ?? null) === (lines?.join('\n') ?? null);
    const list = results.get(kind) ?? [];
    list.push({ exact, confident: reading?.confident ?? false, ms: (user + system) / 1000 });
    results.set(kind, list);
  }
  const rows = [...results].map(([kind, list]): Row => {
    const times = list.map(({ ms }) => ms).sort((a, b) => a - b);
    return {
      kind,
      pictures: list.length,
      exact: list.filter(({ exact }) => exact).length,
      confident: list.filter(({ confident }) => confident).length,
      confidentAndWrong: list.filter(({ exact, confident }) => confident && !exact).length,
      cpuMsP50: at(times, 0.5),
      cpuMsP95: at(times, 0.95),
    };
  });
  if (json) for (const row of rows) console.log(JSON.stringify({ benchmark: 'mrz', ...row }));
  else console.table(rows);
}
