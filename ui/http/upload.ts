import type { Request, RequestHandler } from 'express';
import multer from 'multer';
import type { FieldErrors } from '../../domain/journey/field-errors.js';
import { sniffImage } from '../../evidence/image/sniff.js';
import { SuretyError } from '../../platform/errors.js';

const MEGABYTE = 1024 * 1024;

/** How much a page takes: so many files, each and all together no larger than this. */
export const uploadLimits = { files: 20, bytesEach: 10 * MEGABYTE, bytesTogether: 24 * MEGABYTE } as const;

/** A picture as it came: its kind is told by its first bytes, never by its name or what the browser said. */
export interface Picture {
  field: string;
  bytes: Uint8Array;
  mediaType: 'image/jpeg' | 'image/png' | 'image/webp';
}

const parse = multer({
  storage: multer.memoryStorage(),
  limits: {
    files: uploadLimits.files,
    fileSize: uploadLimits.bytesEach,
    fields: 20,
    fieldSize: 200_000,
    parts: uploadLimits.files + 20,
    headerPairs: 20,
  },
}).any();

/**
 * Reads a posted form with files into memory. What is wrong with them is left in `res.locals.uploadErrors` for the page to say beside
 * the field; a body that is no such form is refused. Put guards (owner, origin) before it: it reads megabytes.
 */
export const uploadBody: RequestHandler = (req, res, next) => {
  if (!req.is('multipart/form-data')) {
    req.resume();
    next(new SuretyError('not_a_form', 415, 'This address takes forms only.'));
    return;
  }
  const length = Number(req.get('content-length'));
  if (!(length <= uploadLimits.bytesTogether)) {
    // Read to its end, so that the browser shows our answer and not a broken connection.
    req.resume();
    next(new SuretyError('upload_too_large', 413, 'Your photo must be smaller than 10 MB.'));
    return;
  }
  parse(req, res, (error?: unknown) => {
    if (error) {
      req.resume();
      // Whatever the reader stumbles over, a body that ends early too, is in what was sent.
      const known = error instanceof multer.MulterError ? error : undefined;
      res.locals.uploadErrors = {
        [known?.field ?? 'photo']: known ? codeOf(known) : 'not_a_form',
      } satisfies FieldErrors;
    }
    next();
  });
};

/** The pictures of a form, in the order they came, or what is wrong with them. */
export function picturesOf(
  req: Request,
): { pictures: Picture[]; errors?: undefined } | { pictures?: undefined; errors: FieldErrors } {
  const found = (req.res?.locals.uploadErrors ?? undefined) as FieldErrors | undefined;
  if (found) return { errors: found };
  const files = (Array.isArray(req.files) ? req.files : []).filter(({ size }) => size > 0);
  const pictures: Picture[] = [];
  for (const { fieldname, buffer } of files) {
    const format = sniffImage(buffer);
    if (!format) return { errors: { [fieldname]: 'not_an_image' } };
    pictures.push({ field: fieldname, bytes: buffer, mediaType: `image/${format}` });
  }
  return { pictures };
}

function codeOf(error: multer.MulterError): string {
  if (error.code === 'LIMIT_FILE_SIZE') return 'too_large';
  return error.code === 'LIMIT_FILE_COUNT' ? 'too_many_files' : 'not_a_form';
}
