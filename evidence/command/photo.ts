import { openPrintReader } from '../document/print-reader.js';
import { type DocumentReason, type DocumentTools, readDocument } from '../document/read-document.js';
import { reasonsForRetake } from '../document/retake.js';
import { loadFaceEngine } from '../face/engine.js';
import type { ImageDecoder } from '../image/decoder.js';
import { loadMrzReader } from '../mrz/read-mrz.js';
import { checkPhoto, type PhotoSubject } from '../photo/check-photo.js';
import { eachPicture } from './each-picture.js';
import type { Emit } from './output.js';

/** `photo FILE…`: whether each photo can be used; of a document also whether what is to be read is there. `asked`: what they show, where the caller knows. */
export async function photo(
  files: readonly string[],
  asked: PhotoSubject | undefined,
  decoder: ImageDecoder,
  emit: Emit,
): Promise<number> {
  const engine = asked === 'document' ? undefined : await loadFaceEngine();
  let tools: DocumentTools | undefined;
  const today = new Date().toISOString().slice(0, 10);
  await eachPicture(decoder, files, emit, async ({ file, image }) => {
    const faces = engine ? await engine.find(image) : [];
    const { subject, verdict, reasons, measures } = checkPhoto(image, faces, asked);
    if (subject === 'face' || verdict === 'refused') return { file, subject, verdict, reasons, measures };
    tools ??= { mrz: await loadMrzReader(), print: openPrintReader() };
    const missing: DocumentReason[] = reasonsForRetake(await readDocument(image, tools, { today }));
    return { file, subject, verdict: missing.length > 0 ? 'refused' : verdict, reasons: missing, measures };
  });
  await tools?.print.close();
  return 0;
}
