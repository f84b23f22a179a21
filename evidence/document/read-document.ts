import type { Signal } from '../../domain/verification/signals.js';
import type { DecodedImage } from '../image/decoder.js';
import { type RgbImage, toGrey } from '../image/image.js';
import type { QuarterTurn } from '../image/transform.js';
import { glyphHeight } from '../mrz/glyph-height.js';
import { isCutOff } from '../mrz/is-cut-off.js';
import type { MrzReader, MrzReading } from '../mrz/read-mrz.js';
import { type Corners, findCorners } from './corners/find-corners.js';
import { holds } from './corners/holds.js';
import { disagreement } from './disagreement.js';
import type { DocumentFields } from './document-fields.js';
import { isLongExpired } from './expiry.js';
import { acceptedKinds, type DocumentKind, type DocumentSide, kindOfMrz, sideOfMrz } from './kind.js';
import type { SettledLicence } from './licence/settle-licence.js';
import type { PrintedLine, PrintReader } from './print-reader.js';
import { readPrint } from './read-print.js';
import { readVisualZone } from './read-visual-zone.js';
import { findSigns } from './signs/find-signs.js';

/** Why a picture of a document does not do as it is: codes of domain/journey/reasons.ts. */
export type DocumentReason =
  | 'document_unreadable'
  | 'document_low_confidence'
  | 'document_too_far'
  | 'document_cut_off'
  | 'document_expired'
  | 'document_not_accepted'
  | 'document_other_side_needed';

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
  /** Empty where the document, or this side of it, can be used as it is. */
  reasons: DocumentReason[];
  /** Signs that the picture or the document may not be genuine; looked for only when `thorough`. */
  signals: Signal[];
  /** Where the document lies in the picture, in px; undefined where its outline was not looked for or not found, as where it fills the picture. */
  corners: Corners | undefined;
  /** The lines of print that were read, from the top. */
  print: PrintedLine[];
}

/** Lower capitals (px) are guesswork more often than not: a closer photo is worth more than a person's look. What is surely read is never refused. */
const LEAST_GLYPH = 9;

/** The readers, each loaded once per process. */
export interface DocumentTools {
  mrz: MrzReader;
  print: PrintReader;
}

/**
 * Reads one picture of a document, whichever it is: a passport, a card, a permit by its MRZ, a United Kingdom driving licence by its print.
 * Never throws for what a picture shows. Beside an MRZ the print is read (half a second of CPU and more) only when `thorough`.
 *
 * @param image upright or turned, decoded by `openDecoder`
 * @param options `today` (YYYY-MM-DD) settles the century of dates and what is expired; `thorough` looks for signs of fraud too, as a
 * decision needs it; `turn` is how far the picture must be turned clockwise to stand upright, where its portrait said so
 */
export async function readDocument(
  image: RgbImage & { source?: DecodedImage['source'] },
  tools: DocumentTools,
  { today, thorough = false, turn }: { today: string; thorough?: boolean; turn?: QuarterTurn | undefined },
): Promise<DocumentReading> {
  const grey = toGrey(image);
  const mrz = await tools.mrz.read(grey, today);
  const isMrz = mrz && (mrz.confident || mrz.checkDigitsValid);
  if (isMrz && !thorough) return ofMrz(mrz, image, today);
  const found = findCorners(grey);
  const corners = found && (!mrz || holds(found, mrz.quad)) ? found : undefined;
  const more = { corners, signals: thorough ? findSigns(image, grey, corners) : [] };
  if (isMrz) {
    const print = await readVisualZone(image, mrz, tools.print);
    const signals = [...more.signals, ...disagreement(print, mrz.fields)];
    return { ...ofMrz(mrz, image, today), ...more, print, signals };
  }
  const { kind, licence, lines: print } = await readPrint(image, corners, tools.print, today, turn);
  if (licence && (licence.confident || !mrz)) return { ...ofLicence(licence, today), ...more, print };
  return { ...(mrz ? ofMrz(mrz, image, today) : ofPrint(kind)), ...more, print };
}

/** What is looked for besides the fields. */
const nothing: Pick<DocumentReading, 'signals' | 'corners' | 'print'> = { signals: [], corners: undefined, print: [] };

function ofMrz(mrz: MrzReading, image: RgbImage, today: string): DocumentReading {
  const kind = kindOfMrz(mrz);
  const reading = judged({ kind, side: sideOfMrz(mrz), mrz, fields: mrz.fields }, mrz.confident, today);
  return isCutOff(mrz, image) ? { ...reading, accepted: false, reasons: ['document_cut_off'] } : reading;
}

function ofLicence(licence: SettledLicence, today: string): DocumentReading {
  const { surname, givenNames, birthDate, expiryDate, validFrom, number = '', entitlement, confident } = licence;
  const fields: DocumentFields = {
    ...{ issuer: 'GBR', documentNumber: number, surname, givenNames, birthDate, expiryDate, entitlement },
    ...(validFrom === undefined ? {} : { validFrom }),
    sex: sexOf(number),
    namesMayBeCut: false,
  };
  return judged({ kind: 'driving-licence', side: 'front', mrz: undefined, fields }, confident, today);
}

/** The month of birth in a licence number is raised by fifty for women. */
function sexOf(number: string): DocumentFields['sex'] {
  const first = number.charAt(6);
  if (!first) return 'X';
  return first === '5' || first === '6' ? 'F' : 'M';
}

function judged(
  reading: Pick<DocumentReading, 'kind' | 'side' | 'mrz' | 'fields'>,
  confident: boolean,
  today: string,
): DocumentReading {
  const taken = acceptedKinds.includes(reading.kind);
  const expiryDate = reading.fields?.expiryDate;
  const reasons: DocumentReason[] = [];
  const small = reading.mrz && glyphHeight(reading.mrz) < LEAST_GLYPH;
  if (!confident) reasons.push(small ? 'document_too_far' : 'document_low_confidence');
  else if (!taken) reasons.push('document_not_accepted');
  else if (expiryDate && isLongExpired(expiryDate, today)) reasons.push('document_expired');
  return { ...nothing, ...reading, accepted: confident && taken, reasons };
}

/** Without an MRZ and without a licence's fields only the kind is known, from the print. */
function ofPrint(kind: DocumentKind): DocumentReading {
  const isCard = kind === 'identity-card' || kind === 'residence-permit';
  const refused = kind === 'visa' || kind === 'other';
  const reason = refused ? 'document_not_accepted' : isCard ? 'document_other_side_needed' : 'document_unreadable';
  return {
    ...{ kind, side: isCard ? 'front' : undefined, mrz: undefined, fields: undefined },
    ...{ ...nothing, accepted: false, reasons: [reason] },
  };
}
