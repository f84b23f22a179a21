import { readFile } from 'node:fs/promises';
import { decodeRgb } from '../../dev/specimens/rgb-image.js';
import { type GreyImage, toGrey } from '../../evidence/image/image.js';
import { bytesHeld } from '../bytes-held.js';

/** What one system read from one picture. */
export interface Read {
  lines: string[] | null;
  /** Sure enough, by the system's own word, to be used without a person looking. */
  confident: boolean;
}

/**
 * The program of one system: pictures' names come as a JSON list in the file that its first argument names; one line of
 * JSON goes out for each ({ file, lines, confident, cpuMs }), and { peakMiB } at the end.
 */
export async function readAll(read: (image: GreyImage) => Promise<Read>): Promise<void> {
  const files: string[] = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8'));
  // The first pictures warm the program up: a server reads thousands.
  for (const file of files.slice(0, 3)) await read(toGrey(await decodeRgb(await readFile(file))));
  for (const file of files) {
    const before = process.cpuUsage();
    const result = await read(toGrey(await decodeRgb(await readFile(file))));
    const { user, system } = process.cpuUsage(before);
    console.log(JSON.stringify({ file, ...result, cpuMs: (user + system) / 1000 }));
  }
  // Not `resourceUsage`: its figure begins with what the process held that started this one.
  console.log(JSON.stringify({ peakMiB: bytesHeld('self', 'VmHWM') / 1_048_576 }));
}
