import { openPrintReader } from '../document/print-reader.js';
import { readDocument } from '../document/read-document.js';
import type { ImageDecoder } from '../image/decoder.js';
import { loadMrzReader } from '../mrz/read-mrz.js';
import { eachPicture } from './each-picture.js';
import type { Emit } from './output.js';

/** `read FILE…`: what each picture of a document says. */
export async function read(files: readonly string[], decoder: ImageDecoder, emit: Emit): Promise<number> {
  const tools = { mrz: await loadMrzReader(), print: openPrintReader() };
  const today = new Date().toISOString().slice(0, 10);
  await eachPicture(decoder, files, emit, async ({ file, image }) => {
    const { kind, mrz, fields, accepted, reasons } = await readDocument(image, tools, { today });
    return {
      file,
      kind,
      mrz: mrz ? { format: mrz.format, lines: mrz.lines } : null,
      fields: fields ?? {},
      accepted,
      reasons,
    };
  });
  await tools.print.close();
  return 0;
}
