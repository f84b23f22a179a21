import type { Reason } from '../../domain/journey/reasons.js';
import { type DocumentReading, type DocumentTools, readDocument } from '../../evidence/document/read-document.js';
import type { FaceEngine } from '../../evidence/face/engine.js';
import { findPortrait, type Portrait } from '../../evidence/face/portrait.js';
import type { ImageDecoder } from '../../evidence/image/decoder.js';
import { checkDocumentPhoto } from '../../evidence/photo/check-document-photo.js';
import { decodeEvidence } from './decode-evidence.js';

/** One picture of a document: what is wrong with it as a picture, or what it shows. */
export type SeenPiece = { id: string } & (
  | { reasons: [Reason, ...Reason[]] }
  | { reading: DocumentReading; portrait: Portrait | undefined }
);

/** Decodes one picture of a document and reads it. @param today YYYY-MM-DD */
export async function seePiece(
  { id, bytes }: { id: string; bytes: Uint8Array },
  tools: DocumentTools & { decoder: ImageDecoder; faces: FaceEngine },
  today: string,
): Promise<SeenPiece> {
  const decoded = await decodeEvidence(tools.decoder, bytes);
  if ('reason' in decoded) return { id, reasons: [decoded.reason] };
  const { image } = decoded;
  const [first, ...others] = checkDocumentPhoto(image).reasons;
  if (first) return { id, reasons: [first, ...others] };
  const portrait = await findPortrait(tools.faces, image);
  return { id, reading: await readDocument(image, tools, { today, thorough: true, turn: portrait?.turn }), portrait };
}
