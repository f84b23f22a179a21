import type { Signal } from '../../domain/signals.js';
import { type RgbImage, toGrey } from '../image/image.js';
import type { MrzReader, MrzReading } from '../mrz/read-mrz.js';
import type { DocumentFields } from './document-fields.js';
import { isLongExpired } from './expiry.js';
import { acceptedKinds, type DocumentKind, type DocumentSide, kindOfMrz, sideOfMrz } from './kind.js';

/** Why a picture of a document does not do as it is: codes of domain/reasons.ts. */
export type DocumentReason =
  | 'document_unreadable'
  | 'document_low_confidence'
  | 'document_expired'
  | 'document_not_accepted';

/** What one picture shows of a document. */
export interface DocumentReading {
  kind: DocumentKind;
  /** Undefined where neither MRZ nor print says which. */
  side: DocumentSide | undefined;
  /** The machine-readable zone, its lines exactly as read; undefined where there is none. */
  mrz: MrzReading | undefined;
  /** From the MRZ or, of a driving licence, from its print; undefined where neither could be read. */
  fields: DocumentFields | undefined;
  /** Sure enough to decide by machine: a sure reading of a kind that is taken. An expired one may be surely read too: see `reasons`. */
  accepted: boolean;
  /** Empty where the document can be used as it is. */
  reasons: DocumentReason[];
  /** Signs that the picture or the document may not be genuine, strong or weak. */
  signals: Signal[];
}

/** The readers, each loaded once per process. */
export interface DocumentTools {
  mrz: MrzReader;
}

/**
 * Reads one picture of a document, whichever it is: a passport, a card, a permit by its MRZ, a United Kingdom driving licence by its print.
 * Never throws for what a picture shows.
 *
 * @param image upright or turned, decoded by `openDecoder`
 * @param options `today` (YYYY-MM-DD) settles the century of dates and what is expired
 */
export async function readDocument(
  image: RgbImage,
  { mrz: reader }: DocumentTools,
  { today }: { today: string },
): Promise<DocumentReading> {
  const mrz = await reader.read(toGrey(image), today);
  if (!mrz) {
    return {
      ...{ kind: 'unknown', side: undefined, mrz, fields: undefined, accepted: false },
      ...{ reasons: ['document_unreadable'], signals: [] },
    };
  }
  const kind = kindOfMrz(mrz);
  const taken = acceptedKinds.includes(kind);
  const { expiryDate } = mrz.fields;
  const reasons: DocumentReason[] = [];
  if (!mrz.confident) reasons.push('document_low_confidence');
  else if (!taken) reasons.push('document_not_accepted');
  else if (expiryDate && isLongExpired(expiryDate, today)) reasons.push('document_expired');
  return {
    ...{ kind, side: sideOfMrz(mrz), mrz, fields: mrz.fields },
    ...{ accepted: mrz.confident && taken, reasons, signals: [] },
  };
}
